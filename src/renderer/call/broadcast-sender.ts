import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { MAX_STAGE_COLS, MAX_STAGE_FRAME_CHARS } from '../../shared/protocol/limits';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { encodeStageFrame } from '../../shared/protocol/stage-wire';
import type { StageContent } from '../../shared/recording/compose-stage';
import { StagePictureComposer } from '../../shared/recording/compose-stage-picture';
import type { StagePicture } from '../../shared/stage/stage-picture';

/** What the server made of a frame. */
export type FrameOutcome =
  | { readonly ok: true; readonly viewers: number; readonly isOutOfStep: boolean }
  | { readonly ok: false; readonly reason: RequestFailure };

export interface BroadcastSenderPorts {
  /** The stage as it is; `null`: it cannot be had just now. */
  capture(): Promise<{
    readonly content: StageContent;
    readonly cols: number;
    readonly rows: number;
  } | null>;
  /** RFC 1951, in base64. */
  deflate(bytes: Uint8Array): Promise<string>;
  send(frame: string): Promise<FrameOutcome>;
  /** Of each frame that was answered. */
  handleOutcome(outcome: FrameOutcome): void;
  readonly clock: Clock;
}

const FRAME_MS = 33;
/** While nobody watches, or somebody is being asked. */
const IDLE_MS = 1_000;
/** Frames that wait for an answer: with so many the path is too slow, and others are left out. */
const MAX_IN_FLIGHT = 4;
const MAX_SIZE = { cols: MAX_STAGE_COLS, rows: 50 };
/** Of a frame, before its cells. */
const HEAD_BYTES = 5;

/** Sends the stage to the server, as many frames as it takes and somebody watches. */
export class BroadcastSender implements Disposable {
  private readonly composer = new StagePictureComposer(MAX_SIZE);
  private readonly timer = new MutableDisposable<Disposable>();
  /** What the server has when all that is on its way has arrived; `null`: nothing. */
  private before: StagePicture | null = null;
  private inFlight = 0;
  private isCapturing = false;
  private isIdle = true;
  private sentAtMs = -Infinity;
  private isOver = false;

  constructor(private readonly ports: BroadcastSenderPorts) {
    this.tick();
  }

  dispose(): void {
    this.isOver = true;
    this.timer.dispose();
  }

  private tick(): void {
    if (this.isOver) return;
    const { clock } = this.ports;
    this.timer.value = clock.after(FRAME_MS, () => {
      this.tick();
    });
    const isDue = !this.isIdle || clock.nowMs() - this.sentAtMs >= IDLE_MS;
    if (isDue && !this.isCapturing && this.inFlight < MAX_IN_FLIGHT) void this.take();
  }

  private async take(): Promise<void> {
    this.isCapturing = true;
    try {
      const stage = await this.ports.capture();
      if (stage !== null && !this.isOver) await this.encode(stage.content, stage);
    } finally {
      this.isCapturing = false;
    }
  }

  private async encode(
    content: StageContent,
    size: { readonly cols: number; readonly rows: number },
  ): Promise<void> {
    const next = this.composer.compose(content, size, this.ports.clock.nowMs());
    const bytes = encodeStageFrame(next, this.before);
    const isSame = bytes[0] === 0 && bytes.subarray(HEAD_BYTES).every((byte) => byte === 0);
    const nowMs = this.ports.clock.nowMs();
    // Now and then it is sent all the same: so the server knows that it goes on.
    if (isSame && nowMs - this.sentAtMs < IDLE_MS) return;
    const frame = await this.ports.deflate(bytes);
    if (this.isOver || frame.length > MAX_STAGE_FRAME_CHARS) return;
    this.before = next;
    this.sentAtMs = nowMs;
    void this.send(frame);
  }

  private async send(frame: string): Promise<void> {
    this.inFlight += 1;
    const outcome = await this.ports.send(frame);
    this.inFlight -= 1;
    if (this.isOver) return;
    if (!outcome.ok || outcome.isOutOfStep) this.before = null;
    this.isIdle = !outcome.ok || outcome.viewers === 0;
    this.ports.handleOutcome(outcome);
  }
}
