import { describe, expect, it } from 'vitest';
import { Vp8Decoder } from '../../../src/alone/media/vp8-decoder';
import { Vp8Encoder } from '../../../src/alone/media/vp8-encoder';
import { TestCard } from '../../../src/alone/media/test-card';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { pick, seededRandom } from '../../helpers/random-payload';

// What somebody at the other end of a call could send in place of a picture.

const SIDE_PX = 64;

function keyFrame(): Uint8Array {
  const encoder = new Vp8Encoder({ widthPx: SIDE_PX, heightPx: SIDE_PX, kbps: 500 });
  const frame = encoder.encode(new TestCard(SIDE_PX, SIDE_PX).next(), true);
  if (frame === null) throw new Error('nothing was encoded');
  return frame;
}

/** The same frame, which says that its picture has another size. */
function saying(frame: Uint8Array, width: number, height: number): Uint8Array {
  const changed = frame.slice();
  changed.set([width & 0xff, width >> 8, height & 0xff, height >> 8], 6);
  return changed;
}

describe('a frame that says its picture is huge', () => {
  it.each([
    [16_383, 16_383],
    [8_192, 8_192],
    [16_383, 16],
    [4_096, 4_096],
  ])('is none, and no memory is kept for it: %i by %i', (width, height) => {
    const frame = keyFrame();
    const decoder = new Vp8Decoder();
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
    const before = decoder.memoryBytes;
    expect(decoder.decode(saying(frame, width, height))).toBeNull();
    expect(decoder.memoryBytes).toBe(before);
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
  });
});

describe('frames of chance', () => {
  /** Of a stream of ten, of which all but the first need those before. */
  function stream(): Uint8Array[] {
    const encoder = new Vp8Encoder({ widthPx: SIDE_PX, heightPx: SIDE_PX, kbps: 500 });
    const card = new TestCard(SIDE_PX, SIDE_PX);
    const frames = Array.from({ length: 10 }, (_, at) => encoder.encode(card.next(), at === 0));
    return frames.filter((frame) => frame !== null);
  }

  it('take no more memory than others, and harm no later one', { timeout: FUZZ_TIMEOUT_MS }, () => {
    const { numRuns, seed } = fuzzRun('frames of VP8', 50_000);
    const random = seededRandom(seed);
    const any = (most: number): number => Math.floor(random() * most);
    const frames = stream();
    const decoder = new Vp8Decoder();
    for (const frame of frames) decoder.decode(frame);
    const before = decoder.memoryBytes;
    for (let count = 0; count < numRuns; count += 1) {
      let frame = pick(random, frames).slice();
      for (let changes = any(12); changes >= 0; changes -= 1) {
        // The head, by which all else is read, as often as what follows.
        frame[any(random() < 0.5 ? 32 : frame.length) % frame.length] = any(256);
      }
      if (random() < 0.3) frame = frame.subarray(0, any(frame.length));
      // A size of its own is looked at above.
      const isKey = frame.length > 10 && (frame[0] & 1) === 0;
      decoder.decode(isKey ? saying(frame, SIDE_PX, SIDE_PX) : frame);
    }
    expect(decoder.memoryBytes).toBeLessThanOrEqual(before);
    expect(decoder.decode(frames[0])).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
  });
});

describe('what is no picture', () => {
  it('is none, however it is cut or changed, and the next whole one is shown', () => {
    const frame = keyFrame();
    const decoder = new Vp8Decoder();
    for (let at = 0; at < frame.length; at += 7) {
      const changed = frame.slice();
      changed[at] ^= 0x5a;
      // A size of its own would take its time, and is looked at above.
      decoder.decode(saying(changed, SIDE_PX, SIDE_PX));
      decoder.decode(frame.subarray(0, at));
    }
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
  });
});
