import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';

/** A call that answered itself ends after so long without a key, a click or a touch. */
export const UNATTENDED_LIMIT_MS = 600_000;
/** So long before its end it says so: enough to come back from the next room. */
export const UNATTENDED_WARNING_MS = 60_000;
/** Older ones are forgotten: automatic answers are five an hour at most. */
const MAX_UNSEEN = 20;

/** A call that answered itself, and ended before anybody was there. */
export interface UnseenAnswer {
  readonly caller: string;
  /** When it was answered, since the epoch. */
  readonly atMs: number;
  readonly durationMs: number;
}

export interface UnattendedCallPorts {
  setMuted(isMuted: boolean): void;
  /** The call with `caller` ends in `UNATTENDED_WARNING_MS`. */
  warn(caller: string): void;
  /** Ends the call: nobody was there for `UNATTENDED_LIMIT_MS`. */
  hangUp(caller: string): void;
  /** Somebody is back; these calls answered themselves meanwhile, the oldest first. */
  report(answers: readonly UnseenAnswer[]): void;
  readonly clock: Clock;
}

interface RunningAnswer {
  readonly caller: string;
  readonly atMs: number;
  isSeen: boolean;
}

/**
 * A call that nobody's hand has answered, or has come back to. The microphone is muted until there
 * is an input, as nobody may be there; and a camera that shows an empty room, or somebody who does
 * not know of it, does not stay on for ever.
 */
export class UnattendedCall implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private running: RunningAnswer | null = null;
  private unseen: readonly UnseenAnswer[] = [];
  private isWaiting = false;

  constructor(private readonly ports: UnattendedCallPorts) {}

  /** The call of `caller` is about to be answered by itself. */
  begin(caller: string): void {
    this.running = { caller, atMs: this.ports.clock.nowMs(), isSeen: false };
    this.waitForInput();
    this.startTimer(caller);
  }

  /** Nobody hears the local user until there is an input. */
  waitForInput(): void {
    this.isWaiting = true;
    this.ports.setMuted(true);
  }

  /** A key, a click or a touch. Says whether that has opened the microphone. */
  handleInput(): boolean {
    this.reportUnseen();
    if (this.running !== null) {
      this.running.isSeen = true;
      this.startTimer(this.running.caller);
    }
    return this.stopWaiting();
  }

  /** The call is over: the next one starts with the microphone as the user left it. */
  handleEnded(): void {
    this.timer.value = undefined;
    const { running } = this;
    this.running = null;
    if (running !== null && !running.isSeen) {
      const { caller, atMs } = running;
      const durationMs = this.ports.clock.nowMs() - atMs;
      this.unseen = [...this.unseen, { caller, atMs, durationMs }].slice(-MAX_UNSEEN);
    }
    this.stopWaiting();
  }

  dispose(): void {
    this.timer.dispose();
  }

  private stopWaiting(): boolean {
    if (!this.isWaiting) return false;
    this.isWaiting = false;
    this.ports.setMuted(false);
    return true;
  }

  private reportUnseen(): void {
    if (this.unseen.length === 0) return;
    const answers = this.unseen;
    this.unseen = [];
    this.ports.report(answers);
  }

  private startTimer(caller: string): void {
    const { clock } = this.ports;
    this.timer.value = clock.after(UNATTENDED_LIMIT_MS - UNATTENDED_WARNING_MS, () => {
      // The timer first: whoever is warned may end the call at once.
      this.timer.value = clock.after(UNATTENDED_WARNING_MS, () => {
        this.ports.hangUp(caller);
      });
      this.ports.warn(caller);
    });
  }
}
