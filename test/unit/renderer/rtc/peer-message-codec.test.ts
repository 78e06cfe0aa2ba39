import { describe, expect, it } from 'vitest';
import {
  decodePeerMessage,
  encodePeerMessage,
} from '../../../../src/renderer/rtc/peer-message-codec';
import { MAX_PEER_MESSAGE_BYTES } from '../../../../src/shared/protocol/limits';

const MESSAGE = { kind: 'media', camera: true, microphone: false } as const;

describe('a message on the data channel', () => {
  it('arrives as it was sent', () => {
    expect(decodePeerMessage(encodePeerMessage(MESSAGE))).toEqual(MESSAGE);
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
