import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'jpeg-js';
import { CLIP_HEIGHT_PX, CLIP_WIDTH_PX } from './fake-camera';
import { encodeY4m, type YuvFrame } from './y4m';

const FPS = 10;
const GREY = 128;

/**
 * A camera before which something is held while it runs: a clip of one picture that Chromium plays
 * for ever, reading it from the file each time. Grey until something is held there.
 */
export class ScreenCamera {
  readonly clip: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'webcrt-screen-'));

  constructor() {
    this.clip = join(this.folder, 'screen.y4m');
    this.write(
      openSync(this.clip, 'w'),
      frameOf(() => GREY),
    );
  }

  /** Holds a picture there, as large as it fits: a screenshot of somebody else's screen, a JPEG. */
  hold(jpeg: Buffer): void {
    const { data, width, height } = decode(jpeg, { useTArray: true });
    const scale = Math.max(width / CLIP_WIDTH_PX, height / CLIP_HEIGHT_PX);
    const left = Math.floor((CLIP_WIDTH_PX - width / scale) / 2);
    const top = Math.floor((CLIP_HEIGHT_PX - height / scale) / 2);
    const frame = frameOf((x, y) => {
      const [column, row] = [(x - left) * scale, (y - top) * scale];
      return meanOf(data, width, height, column, row, scale);
    });
    // In place, and of the same length: the browser has the file open.
    this.write(openSync(this.clip, 'r+'), frame);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(file: number, frame: YuvFrame): void {
    writeSync(file, encodeY4m([frame], FPS));
    closeSync(file);
  }
}

function frameOf(brightness: (x: number, y: number) => number): YuvFrame {
  const y = Uint8Array.from({ length: CLIP_WIDTH_PX * CLIP_HEIGHT_PX }, (_, at) =>
    brightness(at % CLIP_WIDTH_PX, Math.floor(at / CLIP_WIDTH_PX)),
  );
  const chroma = new Uint8Array((CLIP_WIDTH_PX * CLIP_HEIGHT_PX) / 4).fill(GREY);
  return { widthPx: CLIP_WIDTH_PX, heightPx: CLIP_HEIGHT_PX, y, u: chroma, v: chroma };
}

/** The mean brightness of a square of a picture, as a pixel of a camera sees it; grey beside it. */
function meanOf(
  rgba: Uint8Array,
  width: number,
  height: number,
  left: number,
  top: number,
  size: number,
): number {
  let [sum, count] = [0, 0];
  for (let y = Math.floor(top); y < top + size; y += 1) {
    for (let x = Math.floor(left); x < left + size; x += 1) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const [red = 0, green = 0, blue = 0] = rgba.subarray(
        (y * width + x) * 4,
        (y * width + x) * 4 + 3,
      );
      sum += 0.299 * red + 0.587 * green + 0.114 * blue;
      count += 1;
    }
  }
  return count === 0 ? GREY : sum / count;
}
