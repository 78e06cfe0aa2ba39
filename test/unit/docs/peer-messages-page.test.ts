import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodePeerMessage } from '../../../src/renderer/rtc/peer-message-codec';
import { MAX_OWN_COLOURS, MIN_OWN_COLOURS } from '../../../src/shared/ascii/palettes';
import { VERIFICATION } from '../../../src/shared/identity/verification-state';
import { MAX_PEER_MESSAGE_BYTES } from '../../../src/shared/protocol/limits';
import {
  MAX_VIEW_CELLS_PER_SIDE,
  PEER_MESSAGES,
  peerMessageSchema,
} from '../../../src/shared/protocol/peer-messages';
import { ALL_OFFERS, MAX_WAITING_OFFERS, OFFERS } from '../../../src/shared/transfer/limits';
import { readTables } from '../../helpers/markdown-tables';

const PAGE = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const HEADING = 'Messages between the ends of a call, and members of a room';
const SECTION = PAGE.split(/^## /m).find((part) => part.startsWith(HEADING)) ?? '';
const FILES = PAGE.split(/^## /m).find((part) => part.startsWith('Files between')) ?? '';
const EXAMPLES = (/```json\n(.*?)```/s.exec(SECTION)?.[1] ?? '').trim().split('\n');

const inWords = (text: string): string => text.replace(/\s+/g, ' ');

describe('the page on what the ends say to each other', () => {
  it('lists every kind of message with its fields', () => {
    const [kinds] = readTables(PAGE, HEADING);
    const written = kinds.map(([kind, fields]) => `${kind}: ${fields}`);
    const known = peerMessageSchema.options.map(({ entries }) => {
      const fields = Object.entries(entries).filter(([name]) => name !== 'kind');
      const names = fields.map(([name, { type }]) => (type === 'optional' ? `${name}?` : name));
      return `${entries.kind.literal}: ${names.join(', ')}`;
    });
    expect(written).toEqual(known);
  });

  it('says what every field may be', () => {
    const [, fields] = readTables(PAGE, HEADING);
    const written = new Set(fields.flatMap(([names]) => names.replace(/ of .*/, '').split(' ')));
    const known = peerMessageSchema.options.flatMap(({ entries }) => Object.keys(entries));
    expect([...written].sort()).toEqual(
      [...new Set(known)].filter((each) => each !== 'kind').sort(),
    );
  });

  it('quotes the limits', () => {
    const section = inWords(SECTION);
    const { points, windowMs } = PEER_MESSAGES;
    expect(section).toContain(`at most ${MAX_PEER_MESSAGE_BYTES.toLocaleString('en')} bytes`);
    expect(section).toContain(`beyond ${points} messages in ${windowMs / 1_000} seconds`);
    expect(section).toContain(`cells, 0 to ${MAX_VIEW_CELLS_PER_SIDE}`);
    expect(section).toContain(`${MIN_OWN_COLOURS} to ${MAX_OWN_COLOURS} whole numbers`);
    const { answerMs, decideMs, totalMs, maxFailures, blockMs } = VERIFICATION;
    expect(section).toContain(`answers within ${answerMs / 1_000} seconds`);
    expect(section).toContain(`decides within ${decideMs / 60_000} minutes`);
    expect(section).toContain(`over after ${totalMs / 60_000}:`);
    expect(section).toContain(`After ${maxFailures} comparisons that failed`);
    expect(section).toContain(`with that person for ${blockMs / 60_000} minutes`);
    const files = inWords(FILES);
    expect(files).toContain(`${OFFERS.points} offers a minute are heard`);
    expect(files).toContain(`of all members together ${ALL_OFFERS.points} offers a minute`);
    expect(files).toContain(`and ${MAX_WAITING_OFFERS} wait for a decision`);
  });

  it.each(EXAMPLES)('has an example that is taken: %s', (example) => {
    expect(decodePeerMessage(example)).toEqual(JSON.parse(example));
  });

  it('has an example of every kind', () => {
    const kinds = EXAMPLES.map((example) => (JSON.parse(example) as { kind: string }).kind);
    const known = peerMessageSchema.options.map(({ entries }) => entries.kind.literal);
    expect([...new Set(kinds)]).toEqual(known);
  });
});
