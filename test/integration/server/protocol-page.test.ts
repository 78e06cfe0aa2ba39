import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { PUSHES, REQUESTS } from '../../../src/shared/protocol/events';
import * as limits from '../../../src/shared/protocol/limits';
import {
  CALL_END_REASONS,
  MISSED_REASONS,
  REFUSAL_REASONS,
  ROOM_CLOSED_REASONS,
  ROOM_LEFT_REASONS,
} from '../../../src/shared/protocol/reasons';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { readTables } from '../../helpers/markdown-tables';
import { readConversations, replay } from './helpers/conversation';
import { type ServerUnderTest, startServer } from './helpers/start-server';

const PAGE = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const CONVERSATIONS = readConversations(PAGE);

const tablesUnder = (heading: string): string[][][] => readTables(PAGE, heading);

function firstColumn(heading: string, table = 0): string[] {
  return tablesUnder(heading)[table].map((row) => row[0]);
}

/** A payload's fields as the page writes them: `?` behind what may be left out. */
function fieldsOf(schema: { entries: Record<string, { type: string }> }): string {
  return Object.entries(schema.entries)
    .filter(([name]) => name !== 'ok')
    .map(([name, { type }]) => (type === 'optional' ? `${name}?` : name))
    .join(', ');
}

function writeLimit(value: unknown): string {
  const isRate = typeof value === 'object' && value !== null && 'points' in value;
  if (!isRate) return String(value);
  const { points, windowMs } = value as { points: number; windowMs: number };
  return `${points} in ${windowMs} ms`;
}

describe('the page on the protocol', () => {
  it('is of this revision', () => {
    expect(PAGE).toContain(`Revision **${PROTOCOL_VERSION}**`);
    expect(firstColumn('Revision history').at(-1)).toBe(String(PROTOCOL_VERSION));
  });

  it('lists the limits as they are', () => {
    const { RATE_LIMITS, ...single } = limits;
    const known = new Map<string, string>([
      ...Object.entries(single).map(([name, value]) => [name, writeLimit(value)] as const),
      ...Object.entries(RATE_LIMITS).map(
        ([name, value]) => [`RATE_LIMITS.${name}`, writeLimit(value)] as const,
      ),
    ]);
    const listed = new Map(tablesUnder('Limits')[0].map(([, name, value]) => [name, value]));
    for (const [name, value] of listed) expect([name, value]).toEqual([name, known.get(name)]);
    // What the two ends of a call hold each other to is not the server's business.
    const ofTheEnds = [...known.keys()].filter((name) => !listed.has(name));
    expect(ofTheEnds.sort()).toEqual([
      'MAX_PEER_MESSAGE_BYTES',
      'MAX_SDP_LINES',
      'MAX_SDP_LINE_BYTES',
      'MAX_SDP_MEDIA_SECTIONS',
    ]);
  });

  it('lists every request with its fields', () => {
    const expected = Object.entries(REQUESTS).map(([name, { payload, reply }]) => [
      name,
      fieldsOf(payload),
      fieldsOf(reply),
    ]);
    expect(tablesUnder('Requests')[0]).toEqual(expected);
  });

  it('lists every push with its fields', () => {
    const expected = Object.entries(PUSHES).map(([name, schema]) => [name, fieldsOf(schema)]);
    expect(tablesUnder('Pushes')[0].map((row) => row.slice(0, 2))).toEqual(expected);
  });

  it('lists every reason', () => {
    expect(firstColumn('Refusal reasons')).toEqual([...REFUSAL_REASONS]);
    expect(firstColumn('The life of a call', 0)).toEqual([...CALL_END_REASONS]);
    expect(firstColumn('The life of a call', 1)).toEqual([...MISSED_REASONS]);
    expect(firstColumn('Rooms', 0)).toEqual([...ROOM_LEFT_REASONS]);
    expect(firstColumn('Rooms', 1)).toEqual([...ROOM_CLOSED_REASONS]);
  });

  it('shows every request and every push in a conversation', () => {
    const shown = new Set(
      CONVERSATIONS.flatMap(({ lines }) => lines).flatMap((line) =>
        'name' in line ? [`${line.kind} ${line.name}`] : [],
      ),
    );
    const all = [
      ...Object.keys(REQUESTS).map((name) => `request ${name}`),
      ...Object.keys(PUSHES).map((name) => `push ${name}`),
    ];
    expect(all.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe('a conversation of the page', () => {
  let server: ServerUnderTest;
  afterEach(() => server.close());

  it.each(CONVERSATIONS.map((conversation, index) => [index + 1, conversation] as const))(
    'goes as it is written: %i',
    async (_number, { roster, hasTurn, lines }) => {
      const turn = { urls: ['turn:turn.example.org'], secret: 'nobody-else-knows-it' };
      server = await startServer({ roster, ...(hasTurn && { turn }) });
      await replay(lines, server, (actual, expected, what) => {
        expect(actual, what).toEqual(expected);
      });
    },
  );
});
