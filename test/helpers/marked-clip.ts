import { keptClip } from './kept-clip';
import { encodeY4m, type YuvFrame } from './y4m';

const MARKED_WIDTH_PX = 640;
const MARKED_HEIGHT_PX = 480;
/** How far the mark goes up and down, in steps of brightness. */
const MARK_SWING = 24;
const FPS = 15;
const CHROMA_ZERO = 128;

/**
 * A mark all over a picture that only its own pixels carry: chequers of 2x2 pixels, each 4x4 of
 * them turned round by chance. Whatever averages over 4x4 pixels, as the ASCII engine does, loses
 * it.
 */
export function markAt(x: number, y: number): 1 | -1 {
  const chance = (((x >> 2) * 73_856_093) ^ ((y >> 2) * 19_349_663)) >>> 5;
  return ((x >> 1) + (y >> 1) + chance) % 2 === 0 ? 1 : -1;
}

/** Brightness below the mark: hills and valleys, so that all letters of a ramp are drawn. */
function lightAt(x: number, y: number): number {
  return 128 + 50 * Math.sin(x / 60) + 46 * Math.cos(y / 45 + x / 130);
}

/** The one picture of the clip. */
export function markedFrame(): YuvFrame {
  const luma = new Uint8Array(MARKED_WIDTH_PX * MARKED_HEIGHT_PX);
  for (let y = 0; y < MARKED_HEIGHT_PX; y++) {
    for (let x = 0; x < MARKED_WIDTH_PX; x++) {
      const block = lightAt(x & ~3, y & ~3);
      luma[y * MARKED_WIDTH_PX + x] = Math.round(block) + MARK_SWING * markAt(x, y);
    }
  }
  const chroma = new Uint8Array(luma.length / 4).fill(CHROMA_ZERO);
  return { widthPx: MARKED_WIDTH_PX, heightPx: MARKED_HEIGHT_PX, y: luma, u: chroma, v: chroma };
}

/** The path of a clip of that picture, made on first use. */
export function markedClip(): string {
  return keptClip(`marked-${MARK_SWING}.y4m`, () => encodeY4m([markedFrame(), markedFrame()], FPS));
}
