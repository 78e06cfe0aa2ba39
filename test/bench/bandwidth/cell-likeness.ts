import { createAsciiEngine } from '../../../src/shared/ascii/engine';
import type { GlyphAtlas } from '../../../src/shared/ascii/glyph-atlas';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import type { PlanesText } from '../../e2e/rtc/page/read-planes';
import { faceFrame } from '../../helpers/face-frame';
import { cellBrightness } from '../../helpers/picture-match';
import { pictureQuality } from '../../helpers/picture-quality';

const [COLS, ROWS] = [160, 48];
const STYLE = 'duotone';
const CLIP_FRAMES = 120;

/** How like its source a frame looks that has been sent, in cells of 160x48. */
export interface Likeness {
  /**
   * SSIM4 of what is drawn from the frame that arrived, and of what is drawn from the source
   * itself.
   */
  readonly received: number;
  readonly ideal: number;
  /** Of the cells' brightness, received against source. */
  readonly cellsDb: number;
}

/** Compares frames that have arrived with those of the head clip that they must have been. */
export class CellLikeness {
  private readonly sources = Array.from({ length: CLIP_FRAMES }, (_, index) => {
    const frame = faceFrame(index);
    return { frame, cells: cellsOf(frame) };
  });
  private readonly ideals = new Map<I420Frame, number>();

  constructor(private readonly atlas: GlyphAtlas) {}

  measure(text: PlanesText): Likeness {
    const arrived = frameOf(text);
    const cells = cellsOf(arrived);
    const matches = this.sources.map((source) => ({
      frame: source.frame,
      cellsDb: psnrDb(source.cells, cells),
    }));
    const match = matches.reduce((best, each) => (each.cellsDb > best.cellsDb ? each : best));
    return {
      received: this.drawnLike(arrived, match.frame),
      ideal: this.idealOf(match.frame),
      cellsDb: match.cellsDb,
    };
  }

  private idealOf(source: I420Frame): number {
    const ideal = this.ideals.get(source) ?? this.drawnLike(source, source);
    this.ideals.set(source, ideal);
    return ideal;
  }

  /** SSIM4 of the cells that are drawn from one frame, against another. */
  private drawnLike(drawn: I420Frame, source: I420Frame): number {
    const engine = createAsciiEngine({ cols: COLS, rows: ROWS, style: STYLE, atlas: this.atlas });
    const { ssim } = pictureQuality(engine.draw(drawn), this.atlas, source);
    engine.dispose();
    return ssim;
  }
}

function cellsOf({ width, height, y }: I420Frame): number[] {
  return cellBrightness({ widthPx: width, heightPx: height, luma: y }, COLS, ROWS);
}

function psnrDb(a: readonly number[], b: readonly number[]): number {
  const squares = a.reduce((sum, value, index) => sum + (value - b[index]) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.length) / squares);
}

/** Planes arrive as they were sent, whatever range their labels say: the clip's. */
function frameOf({ widthPx, heightPx, planes }: PlanesText): I420Frame {
  const bytes = new Uint8Array(Buffer.from(planes, 'base64'));
  const half = (widthPx + 1) >> 1;
  const [lumaBytes, chromaBytes] = [widthPx * heightPx, half * ((heightPx + 1) >> 1)];
  return {
    format: 'i420',
    width: widthPx,
    height: heightPx,
    y: bytes.subarray(0, lumaBytes),
    u: bytes.subarray(lumaBytes, lumaBytes + chromaBytes),
    v: bytes.subarray(lumaBytes + chromaBytes),
    yStride: widthPx,
    uStride: half,
    vStride: half,
    colour: { matrix: 'bt601', isFullRange: true },
  };
}
