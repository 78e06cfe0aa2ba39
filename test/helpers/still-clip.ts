import { CLIP_HEIGHT_PX, CLIP_WIDTH_PX } from './fake-camera';
import { keptClip } from './kept-clip';
import { encodeY4m, type YuvFrame } from './y4m';

const FPS = 15;
const TILE_PX = 16;
const TILES_PER_ROW = CLIP_WIDTH_PX / TILE_PX;
/** Black and white of limited-range video, with room beyond them. */
const DARK = 32;
const LIGHT_RANGE = 192;
const CHROMA_ZERO = 128;
const CHROMA_SWING = 60;

/**
 * The path of a clip that stands still: a mosaic with hard edges, each tile of a light and a colour
 * of its own. Wherever it is laid beside its place, it is another picture.
 */
export function stillClip(): string {
  return keptClip(`still-mosaic-${TILE_PX}.y4m`, () => encodeY4m([mosaic()], FPS));
}

function mosaic(): YuvFrame {
  const [width, height] = [CLIP_WIDTH_PX, CLIP_HEIGHT_PX];
  const plane = (shrink: number, levelOf: (tile: number) => number): Uint8Array =>
    Uint8Array.from({ length: (width * height) / shrink ** 2 }, (_, at) => {
      const x = (at % (width / shrink)) * shrink;
      const y = Math.floor(at / (width / shrink)) * shrink;
      return levelOf(Math.floor(y / TILE_PX) * TILES_PER_ROW + Math.floor(x / TILE_PX));
    });
  return {
    widthPx: width,
    heightPx: height,
    y: plane(1, (tile) => DARK + LIGHT_RANGE * scatter(tile, 1)),
    u: plane(2, (tile) => CHROMA_ZERO + CHROMA_SWING * (scatter(tile, 2) - 0.5)),
    v: plane(2, (tile) => CHROMA_ZERO + CHROMA_SWING * (scatter(tile, 3) - 0.5)),
  };
}

/** A number from 0 to 1 for each tile, unlike its neighbours': multiples of the golden ratio. */
function scatter(tile: number, salt: number): number {
  return (tile * 0.618_034 * salt + salt / 7) % 1;
}
