import { describe, expect, it } from 'vitest';
import {
  decodePeerMessage,
  encodePeerMessage,
} from '../../../../src/renderer/rtc/peer-message-codec';
import { MAX_PEER_MESSAGE_BYTES } from '../../../../src/shared/protocol/limits';

const VIEW = { kind: 'view', cols: 160, rows: 48, style: 'ascii-color', wantsPixels: false };
const MESSAGE = { kind: 'media', camera: true, microphone: false } as const;

describe('a message on the data channel', () => {
  it('arrives as it was sent', () => {
    expect(decodePeerMessage(encodePeerMessage(MESSAGE))).toEqual(MESSAGE);
  });

  it.each([
    ['one that shows nothing', { cols: 0, rows: 0 }],
    ['the largest grid', { cols: 1_000, rows: 1_000 }],
    ['a style of a newer program', { style: 'oil-paint2' }],
    ['pixels', { wantsPixels: true }],
  ])('arrives when it is a view: %s', (_what, change) => {
    const view = { ...VIEW, ...change };
    expect(decodePeerMessage(JSON.stringify(view))).toEqual(view);
  });

  it.each([
    { cols: -1 },
    { cols: 1_001 },
    { rows: 48.5 },
    { rows: '48' },
    { cols: null },
    { style: '' },
    { style: 'a\u001b[2J' },
    { style: `a${'b'.repeat(32)}` },
    { wantsPixels: 1 },
    { density: 2 },
  ])('is dropped when it is a view with %j', (change) => {
    expect(decodePeerMessage(JSON.stringify({ ...VIEW, ...change }))).toBeNull();
  });

  it.each([
    ['binary', new Uint8Array([123, 125])],
    ['nothing', undefined],
    ['no JSON', '{'],
    ['null', 'null'],
    ['another kind', '{"kind":"evil"}'],
    ['a field too few', '{"kind":"media","camera":true}'],
    ['a field too many', '{"kind":"media","camera":true,"microphone":true,"from":"x"}'],
    ['a wrong type', '{"kind":"media","camera":1,"microphone":true}'],
    ['too long', `${JSON.stringify(MESSAGE)}${' '.repeat(MAX_PEER_MESSAGE_BYTES)}`],
  ])('is dropped when it is %s', (_what, chunk) => {
    expect(decodePeerMessage(chunk)).toBeNull();
  });
});
