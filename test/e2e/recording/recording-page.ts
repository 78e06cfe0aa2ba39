import {
  type RecordedPicture,
  Recorder,
  type RecorderState,
} from '../../../src/renderer/call/recorder';
import { type CellRect, TerminalSurface } from '../../../src/renderer/terminal/terminal-surface';
import { cellsToText } from '../../../src/shared/ascii/cells';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { SYSTEM_CLOCK } from '../../../src/shared/base/system-clock';

// A stage with a picture and a smaller one on top of it, and a recorder; driven through
// `window.recordingLab`.

/** The stage as the recorder last saw it. */
export interface SeenStage {
  readonly cols: number;
  readonly rows: number;
  readonly textRows: readonly string[];
  readonly pictures: readonly { readonly rect: CellRect; readonly lines: readonly string[] }[];
}

export class RecordingLab {
  readonly states: RecorderState[] = [];
  looks = 0;
  private seen: SeenStage | null = null;
  private readonly surface = new TerminalSurface(stage(), {
    fontSizePx: 14,
    fontFamily: "'WebCRT Mono', monospace",
  });
  private readonly large = this.addPicture(false);
  private readonly inset = this.addPicture(true);
  private readonly recorder = new Recorder({
    textRows: () => this.textRows(),
    pictures: () => this.pictures(),
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
  });

  /** Resolves when both pictures show something. */
  async show(): Promise<void> {
    await this.surface.ready;
    this.recorder.onState((state) => this.states.push(state));
    this.surface.onResize(({ cols, rows }) => {
      this.place();
      this.recorder.resize(cols, rows);
    });
    this.place();
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    for (const picture of [this.large, this.inset]) picture.setTrack(stream.getVideoTracks()[0]);
  }

  async isShowing(): Promise<boolean> {
    return (await this.pictures()).length === 2;
  }

  start(): boolean {
    const { cols, rows } = this.surface;
    return this.recorder.start({ cols, rows, title: 'a call with 漢字' });
  }

  /** The file as text. */
  async stop(): Promise<string | null> {
    const bytes = await this.recorder.stop();
    return bytes && new TextDecoder().decode(bytes);
  }

  lastSeen(): SeenStage | null {
    return this.seen;
  }

  resizeStage(width: number, height: number): void {
    Object.assign(stage().style, { width: `${width}px`, height: `${height}px` });
  }

  size(): { cols: number; rows: number } {
    return { cols: this.surface.cols, rows: this.surface.rows };
  }

  private addPicture(mirror: boolean): ReturnType<TerminalSurface['addPicture']> {
    return this.surface.addPicture({
      label: mirror ? 'video of you' : 'video of bob',
      style: 'duotone',
      mirror,
      frameInterval: 1,
      density: 1,
    });
  }

  private largeRect(): CellRect {
    return { col: 0, row: 1, cols: this.surface.cols, rows: this.surface.rows - 1 };
  }

  private insetRect(): CellRect {
    return { col: this.surface.cols - 21, row: this.surface.rows - 7, cols: 20, rows: 6 };
  }

  private place(): void {
    this.surface.drawText([
      { col: 1, row: 0, text: ' 漢字 ', style: 'inverse' },
      { col: 10, row: 0, text: '0:07', style: 'dim' },
    ]);
    this.large.setRect(this.largeRect());
    this.inset.setRect(this.insetRect());
  }

  private async pictures(): Promise<RecordedPicture[]> {
    this.looks++;
    const [large, inset] = await Promise.all([this.large.snapshot(), this.inset.snapshot()]);
    const pictures: RecordedPicture[] = [];
    if (large) pictures.push({ snapshot: large, rect: this.largeRect() });
    if (inset) pictures.push({ snapshot: inset, rect: this.insetRect() });
    this.seen = {
      ...this.size(),
      textRows: this.textRows(),
      pictures: pictures.map(({ snapshot, rect }) => {
        return { rect, lines: cellsToText(snapshot.cells).split('\n') };
      }),
    };
    return pictures;
  }

  private textRows(): string[] {
    return this.surface.textAt();
  }
}

function stage(): HTMLElement {
  const element = document.querySelector<HTMLElement>('#stage');
  if (!element) throw new Error('no stage');
  return element;
}

declare global {
  interface Window {
    recordingLab: RecordingLab;
  }
}

window.recordingLab = new RecordingLab();
