import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { AsciicastVersion } from '../../shared/recording/asciicast';
import { StageRecording } from '../../shared/recording/stage-recording';
import type { CellRect } from '../terminal/cell-metrics';
import type { PictureSnapshot } from '../terminal/picture';
import { RecorderFile } from './recorder-file';
import { within } from './with-timeout';
import { RECORDER_THEME } from './recorder-theme';

/** A picture as it is on the stage, and the rectangle of the stage's cells that it was given. */
export interface RecordedPicture {
  readonly snapshot: Pick<PictureSnapshot, 'cells'>;
  readonly rect: CellRect;
}

/** Where a recorder gets the stage from. */
export interface RecorderPorts {
  /** The stage's text from the top, as the terminal has it. Sanitised. */
  textRows(): readonly string[];
  /** The pictures that are shown, the uppermost last. */
  pictures(): Promise<readonly RecordedPicture[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RecorderOptions {
  /** The stage's size in cells when it starts [1 - 1000]. */
  readonly cols: number;
  readonly rows: number;
  /** Shown by players. */
  readonly title?: string;
  /** Of the asciicast. Default: 3. */
  readonly version?: AsciicastVersion;
  /** Frames a second [1 - 30]. Default: 10. */
  readonly fps?: number;
  /** It ends by itself after that. Default: 4 hours. */
  readonly maxDurationMs?: number;
  /** It ends by itself when the file is so large, give or take a frame. Default: 200 MB. */
  readonly maxBytes?: number;
}

/** Why a recording ended. */
export type RecordingEnd = 'stopped' | 'too-long' | 'too-large' | 'failed' | 'disposed';

const DEFAULT_FPS = 10;
const MAX_FPS = 30;
const SECOND_MS = 1_000;
const DEFAULT_MAX_DURATION_MS = 4 * 60 * 60 * SECOND_MS;
const DEFAULT_MAX_BYTES = 200_000_000;
/**
 * A picture whose worker does not answer by then misses a frame; it does not hold up the others.
 */
const PICTURES_PATIENCE_MS = 1_000;

/** One recording, from its start to its end. */
export class RecorderRun {
  private readonly file = new RecorderFile();
  private readonly recording: StageRecording;
  private readonly timer = new MutableDisposable<Disposable>();
  private readonly startMs: number;
  private readonly intervalMs: number;
  /** When the next frame is due, since the start. */
  private dueMs = 0;
  /** Frames are taken one after another. */
  private frames: Promise<void> = Promise.resolve();
  private end: RecordingEnd | null = null;

  constructor(
    private readonly ports: RecorderPorts,
    private readonly options: RecorderOptions,
    private readonly handleEnd: (why: RecordingEnd) => void,
  ) {
    this.intervalMs = SECOND_MS / Math.min(MAX_FPS, Math.max(1, options.fps ?? DEFAULT_FPS));
    this.startMs = ports.clock.nowMs();
    const { cols, rows, title, version } = options;
    this.recording = new StageRecording(
      { cols, rows, title, version, startedAtMs: this.startMs, theme: RECORDER_THEME },
      (text) => {
        this.file.append(text);
      },
    );
    void this.tick();
  }

  hasEnded(): boolean {
    return this.end !== null;
  }

  resize(cols: number, rows: number): void {
    if (!this.hasEnded()) this.recording.resize(this.elapsedMs(), cols, rows);
  }

  /** Takes a last frame, ends unless it has ended already, and gives the file. */
  async finish(): Promise<Uint8Array> {
    await this.takeFrame();
    this.close('stopped');
    return this.file.bytes();
  }

  /** Ends, and says so; the first reason holds. */
  close(why: RecordingEnd): void {
    if (this.hasEnded()) return;
    this.end = why;
    this.timer.dispose();
    this.recording.end(this.elapsedMs());
    this.handleEnd(why);
  }

  private async tick(): Promise<void> {
    await this.takeFrame();
    const elapsedMs = this.elapsedMs();
    this.dueMs += this.intervalMs;
    // Frames that took too long are left out, not made up for.
    if (this.dueMs <= elapsedMs) {
      this.dueMs = (Math.floor(elapsedMs / this.intervalMs) + 1) * this.intervalMs;
    }
    this.timer.value = this.ports.clock.after(this.dueMs - elapsedMs, () => void this.tick());
  }

  private takeFrame(): Promise<void> {
    this.frames = this.frames.then(() => this.frame());
    return this.frames;
  }

  private async frame(): Promise<void> {
    if (this.hasEnded()) return;
    const pictures = await this.pictures();
    if (this.hasEnded()) return;
    if (pictures !== null) this.write(pictures);
    const { maxDurationMs, maxBytes } = this.options;
    if (this.recording.byteLength >= (maxBytes ?? DEFAULT_MAX_BYTES)) this.close('too-large');
    if (this.elapsedMs() >= (maxDurationMs ?? DEFAULT_MAX_DURATION_MS)) this.close('too-long');
  }

  private async pictures(): Promise<readonly RecordedPicture[] | null> {
    try {
      return await within(this.ports.pictures(), PICTURES_PATIENCE_MS, this.ports.clock);
    } catch (error) {
      this.ports.logger.log('warn', 'A recorded frame is missing', { error: String(error) });
      return null;
    }
  }

  private write(recorded: readonly RecordedPicture[]): void {
    const pictures = recorded.map(({ snapshot, rect }) => ({ cells: snapshot.cells, rect }));
    try {
      const textRows = this.ports.textRows();
      this.recording.frame(this.elapsedMs(), { textRows, pictures });
    } catch (error) {
      this.ports.logger.log('error', 'The recording failed', { error: String(error) });
      this.close('failed');
    }
  }

  private elapsedMs(): number {
    return this.ports.clock.nowMs() - this.startMs;
  }
}
