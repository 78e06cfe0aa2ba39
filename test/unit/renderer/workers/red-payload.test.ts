import { describe, expect, it } from 'vitest';
import {
  primaryOf,
  RedundancyWriter,
  type SoundBlock,
  writePayload,
} from '../../../../src/renderer/workers/red-payload';

const OPUS = 111;
/** 20 ms of Opus' clock. */
const STEP = 960;

function block(timestamp: number, ...data: number[]): SoundBlock {
  return { payloadType: OPUS, timestamp, data: Uint8Array.from(data) };
}

/** As RFC 2198 has it, read by a second reader that is written down from its figures. */
function readAll(payload: Uint8Array, timestamp: number): SoundBlock[] {
  const heads: { type: number; age: number; length: number }[] = [];
  let at = 0;
  while (payload[at] >= 0x80) {
    const [first, ...rest] = payload.slice(at, at + 4);
    const bits = (rest[0] << 16) | (rest[1] << 8) | rest[2];
    heads.push({ type: first - 0x80, age: bits >> 10, length: bits % 1024 });
    at += 4;
  }
  const last = payload[at];
  at += 1;
  const blocks = heads.map(({ type, age, length }) => {
    const data = payload.slice(at, at + length);
    at += length;
    return { payloadType: type, timestamp: (timestamp - age) >>> 0, data };
  });
  return [...blocks, { payloadType: last, timestamp, data: payload.slice(at) }];
}

describe('payloads that repeat', () => {
  it('are as RFC 2198 draws them', () => {
    const payload = writePayload(block(2 * STEP, 7, 8), [block(STEP, 1, 2, 3)]);
    // F=1 and the type; 960 in 14 bits, 3 in 10 bits; F=0 and the type.
    expect([...payload]).toEqual([0x80 | OPUS, 0x0f, 0x00, 0x03, OPUS, 1, 2, 3, 7, 8]);
    expect(primaryOf(payload, 2 * STEP)).toEqual(block(2 * STEP, 7, 8));
  });

  it('say again as many packets as is wished, whatever the browser repeats', () => {
    const writer = new RedundancyWriter();
    const sentWith = (copies: number, index: number): number[][] => {
      writer.copies = copies;
      const now = index * STEP;
      const native = writePayload(block(now, index), [block(now - STEP, index - 1)]);
      return readAll(writer.rewrite(native, now), now).map(({ timestamp, data }) => [
        timestamp / STEP,
        ...data,
      ]);
    };
    expect(sentWith(2, 1)).toEqual([[1, 1]]);
    expect(sentWith(2, 2)).toEqual([1, 2].map((each) => [each, each]));
    expect(sentWith(2, 3)).toEqual([1, 2, 3].map((each) => [each, each]));
    expect(sentWith(1, 4)).toEqual([3, 4].map((each) => [each, each]));
    expect(sentWith(0, 5)).toEqual([[5, 5]]);
    expect(sentWith(2, 6)).toEqual([4, 5, 6].map((each) => [each, each]));
  });

  it('go on where the clock of 32 bits begins anew', () => {
    const payload = writePayload(block(STEP - 100, 2), [block(2 ** 32 - 100, 1)]);
    expect(readAll(payload, STEP - 100)[0]).toEqual(block(2 ** 32 - 100, 1));
  });

  it('leave out what they cannot say: too old, too large, or more than a datagram holds', () => {
    const old = block(0, 1);
    const large = block(STEP, ...new Array<number>(1_024).fill(1));
    const half = [1, 2].map((index) => block(index * STEP, ...new Array<number>(480).fill(index)));
    const now = block(18 * STEP, 9);
    expect(readAll(writePayload(now, [old]), now.timestamp)).toEqual([now]);
    const soon = block(2 * STEP, 9);
    expect(readAll(writePayload(soon, [large]), soon.timestamp)).toEqual([soon]);
    const third = block(3 * STEP, ...new Array<number>(480).fill(3));
    expect(readAll(writePayload(third, half), third.timestamp)).toEqual([half[1], third]);
  });

  it.each([
    ['nothing', []],
    ['a header that is cut off', [0x80 | OPUS, 0x0f]],
    ['headers without an end', [0x80 | OPUS, 0x0f, 0x00, 0x03]],
    ['less than it announces', [0x80 | OPUS, 0x0f, 0x00, 0x09, OPUS, 1]],
  ])('are left as they are when they are not understood: %s', (_what, bytes) => {
    const payload = Uint8Array.from(bytes);
    expect(primaryOf(payload, 0)).toBeNull();
    expect(new RedundancyWriter().rewrite(payload, 0)).toBe(payload);
  });
});
