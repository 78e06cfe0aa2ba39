import { describe, expect, it } from 'vitest';
import { memoryOf, openLibav } from '../../../src/alone/media/libav';
import { openVp8Decoder } from '../../../src/alone/media/vp8-decoder';
import { openVp8Encoder } from '../../../src/alone/media/vp8-encoder';
import { TestCard } from '../../../src/alone/media/test-card';

// What somebody at the other end of a call could send in place of a picture.

const SIDE_PX = 64;

async function keyFrame(): Promise<Uint8Array> {
  const encoder = await openVp8Encoder({ widthPx: SIDE_PX, heightPx: SIDE_PX, kbps: 500 });
  const frame = encoder.encode(new TestCard(SIDE_PX, SIDE_PX).next(), true);
  encoder.dispose();
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
  ])('is none, and no memory is kept for it: %i by %i', async (width, height) => {
    const frame = await keyFrame();
    const decoder = await openVp8Decoder();
    const libav = await openLibav();
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
    const before = memoryOf(libav).length;
    expect(decoder.decode(saying(frame, width, height))).toBeNull();
    expect(memoryOf(libav).length).toBe(before);
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
    decoder.dispose();
  });
});

describe('what is no picture', () => {
  it('is none, however it is cut or changed, and the next whole one is shown', async () => {
    const frame = await keyFrame();
    const decoder = await openVp8Decoder();
    for (let at = 0; at < frame.length; at += 7) {
      const changed = frame.slice();
      changed[at] ^= 0x5a;
      // A size of its own would take its time, and is looked at above.
      decoder.decode(saying(changed, SIDE_PX, SIDE_PX));
      decoder.decode(frame.subarray(0, at));
    }
    expect(decoder.decode(frame)).toMatchObject({ width: SIDE_PX, height: SIDE_PX });
    decoder.dispose();
  });
});
