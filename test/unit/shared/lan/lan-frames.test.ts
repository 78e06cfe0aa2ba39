import { randomBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  FrameReader,
  MAX_LAN_MESSAGE_BYTES,
  parseLanMessage,
  PieceReader,
  toFrame,
  toPieces,
} from '../../../../src/shared/lan/lan-frames';

describe('a message between hosts', () => {
  it.each([0, 1, 32_768, 32_769, 200_000, MAX_LAN_MESSAGE_BYTES])(
    'of %d bytes comes whole',
    (size) => {
      const message = Uint8Array.from(Buffer.alloc(size, 7));
      const reader = new PieceReader();
      const read = toPieces(message).map((piece) => reader.take(piece));
      expect(read.at(-1)).toEqual(message);
      expect(read.slice(0, -1).every((each) => each === null)).toBe(true);
    },
  );

  it('is none when it is too large, or a piece has no mark', () => {
    const reader = new PieceReader();
    const pieces = toPieces(new Uint8Array(MAX_LAN_MESSAGE_BYTES + 1));
    expect(pieces.map((piece) => reader.take(piece)).at(-1)).toBe('malformed');
    expect(new PieceReader().take(new Uint8Array())).toBe('malformed');
    expect(new PieceReader().take(Uint8Array.of(9, 1))).toBe('malformed');
  });

  it.each([1, 2, 3, 7, 1_000])('is parted from others, %d bytes at a time', (step) => {
    const messages = [randomBytes(5), new Uint8Array(), randomBytes(300)];
    const stream = Buffer.concat(messages.map(toFrame));
    const reader = new FrameReader();
    const frames: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += step) {
      frames.push(...reader.take(stream.subarray(at, at + step), 300)!);
    }
    expect(frames).toEqual(messages);
  });

  it('ends the stream when it is longer than may be', () => {
    expect(new FrameReader().take(toFrame(new Uint8Array(301)), 300)).toBeNull();
  });

  it.each([
    '',
    'null',
    '{"kind":"shout"}',
    '{"kind":"hello","name":"x"}',
    '{"kind":"request","session":-1,"serial":1,"name":"a","payload":{}}',
    '{"kind":"open","session":1e300}',
  ])('is none when it says %j', (text) => {
    expect(parseLanMessage(text)).toBeNull();
  });
});
