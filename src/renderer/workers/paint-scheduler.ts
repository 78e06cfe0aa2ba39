import type { CellGrid } from '../../shared/ascii/cells';
import { loadEngineModule } from './engine-module';
import type { SizedFrame } from './frame-copier';
import { FramePainter } from './frame-painter';
import { loadPictureFont } from './measure-glyphs';
import { PaintStats } from './paint-stats';
import type {
  PictureResponse,
  PictureSettings,
  PictureSnapshot,
  PictureStart,
  PictureStats,
} from './picture-messages';

/**
 * The newest frame on its way to the canvas: the first at once, then one paint per screen refresh
 * at the most, and one for every change of the settings, with the frame that is there.
 */
export class PaintScheduler {
  private readonly painter: FramePainter;
  private readonly stats = new PaintStats(performance.now());
  private settings: PictureSettings;
  private frame: SizedFrame | null = null;
  /** Drawn elsewhere, and shown instead of the frame. */
  private cells: CellGrid | null = null;
  private isPrepared = false;
  private isPaintAsked = false;
  private isFrameNew = false;

  constructor(
    private readonly start: PictureStart,
    private readonly post: (response: PictureResponse) => void,
  ) {
    this.settings = start.settings;
    const { canvas, font, painter } = start;
    this.painter = new FramePainter(canvas, font.family, painter, (layout) => {
      post({ kind: 'layout', layout });
    });
    void this.prepare();
  }

  get isHidden(): boolean {
    return this.settings.geometry === null;
  }

  configure(settings: PictureSettings): void {
    this.settings = settings;
    this.askPaint();
  }

  show(frame: SizedFrame): void {
    this.frame = frame;
    if (this.cells) return;
    this.isFrameNew = true;
    this.askPaint();
  }

  /** Shows these instead of frames; `null`: frames again. */
  showCells(cells: CellGrid | null): void {
    this.cells = cells;
    this.isFrameNew = true;
    this.askPaint();
  }

  clear(): void {
    this.frame = null;
    this.cells = null;
    this.painter.clear();
  }

  takeStats(): PictureStats {
    const cells = this.painter.picture?.cells;
    return {
      ...this.stats.take(performance.now()),
      painter: this.painter.painterKind,
      cols: cells?.cols ?? 0,
      rows: cells?.rows ?? 0,
      frameWidth: this.frame?.displayWidth ?? 0,
      frameHeight: this.frame?.displayHeight ?? 0,
    };
  }

  /** The cells on the screen; posting the answer is what copies them. */
  snapshot(): PictureSnapshot | null {
    return this.painter.picture;
  }

  /** The picture as seen: the canvas on its ground. */
  async png(): Promise<Blob | null> {
    if (!this.painter.picture) return null;
    const { canvas, ground } = this.start;
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d');
    if (!context) return null;
    context.fillStyle = ground;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0);
    return copy.convertToBlob({ type: 'image/png' });
  }

  /** The picture is one without them, too: of the system's letters, drawn by plain TypeScript. */
  private async prepare(): Promise<void> {
    await Promise.all([
      this.attempt('The font did not load', loadPictureFont(this.start.font)),
      this.attempt('The engine runs without WebAssembly', loadEngineModule()),
    ]);
    this.isPrepared = true;
    this.askPaint();
  }

  private async attempt(failure: string, step: Promise<void>): Promise<void> {
    try {
      await step;
    } catch (error) {
      this.post({ kind: 'failed', message: `${failure}: ${String(error)}` });
    }
  }

  private askPaint(): void {
    if (this.isPaintAsked || !this.isPrepared) return;
    // The first one is waited for.
    if (this.painter.picture === null) {
      this.paint();
      return;
    }
    this.isPaintAsked = true;
    requestAnimationFrame(() => {
      this.isPaintAsked = false;
      this.paint();
    });
  }

  private paint(): void {
    const { geometry } = this.settings;
    if ((!this.frame && !this.cells) || !geometry) return;
    const startMs = performance.now();
    if (this.cells) this.painter.paintCells(this.cells, this.settings, geometry);
    else if (this.frame) this.painter.paint(this.frame, this.settings, geometry);
    if (this.isFrameNew) this.stats.addPaint(performance.now() - startMs);
    this.isFrameNew = false;
  }
}
