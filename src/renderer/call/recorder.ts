import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import { fireSafely } from './fire-safely';
import {
  type RecorderOptions,
  type RecorderPorts,
  RecorderRun,
  type RecordingEnd,
} from './recorder-run';

export type { RecordedPicture, RecorderOptions, RecorderPorts, RecordingEnd } from './recorder-run';

/** Whether the stage is being recorded, and if not any more, why. */
export type RecorderState =
  { readonly isOn: true } | { readonly isOn: false; readonly why: RecordingEnd };

/**
 * Records the stage, one recording at a time, as an asciicast: text and pictures are asked for
 * through ports, and only what changes is kept. Knows nobody: whoever starts it tells the other
 * end.
 */
export class Recorder implements Disposable {
  private readonly stateEmitter = new Emitter<RecorderState>();
  /** It was started, or has ended: also by itself, when it is too long or too large. */
  readonly onState = this.stateEmitter.event;
  /** The recording that runs, or the last one until it was fetched. */
  private run: RecorderRun | null = null;

  constructor(private readonly ports: RecorderPorts) {}

  get isRecording(): boolean {
    return this.run !== null && !this.run.hasEnded();
  }

  /** `false` while another recording runs. One that ended by itself and was not fetched is lost. */
  start(options: RecorderOptions): boolean {
    if (this.isRecording) return false;
    this.run = new RecorderRun(this.ports, options, (why) => {
      this.tell({ isOn: false, why });
    });
    this.tell({ isOn: true });
    return true;
  }

  /** The stage has another size now. */
  resize(cols: number, rows: number): void {
    this.run?.resize(cols, rows);
  }

  /**
   * Takes a last frame, ends, and gives the `.cast` file; of a recording that ended by itself as
   * well. `null` when there is none (any more).
   */
  async stop(): Promise<Uint8Array | null> {
    const { run } = this;
    if (run === null) return null;
    const bytes = await run.finish();
    if (this.run !== run) return null;
    this.run = null;
    return bytes;
  }

  /** Ends without a file. */
  dispose(): void {
    this.run?.close('disposed');
    this.run = null;
    this.stateEmitter.dispose();
  }

  private tell(state: RecorderState): void {
    fireSafely(this.stateEmitter, state, this.ports.logger);
  }
}
