import type { Signal } from '../../shared/protocol/messages';

/** An offer and the 64 candidates that a generation may have, with room for a second generation. */
const MAX_QUEUED_SIGNALS = 130;

/** Signals of the other end that came before there was a link to take them, in their order. */
export class SignalQueue {
  private signals: Signal[] = [];

  /** Keeps `signal`; `false` when the queue is full and it is dropped. */
  push(signal: Signal): boolean {
    if (this.signals.length >= MAX_QUEUED_SIGNALS) return false;
    this.signals.push(signal);
    return true;
  }

  /** Empties the queue, and gives what it had for `generation`. */
  take(generation: number): readonly Signal[] {
    const mine = this.signals.filter((signal) => signal.generation === generation);
    this.clear();
    return mine;
  }

  /** Empties the queue, and gives all that it had. */
  all(): readonly Signal[] {
    const { signals } = this;
    this.clear();
    return signals;
  }

  clear(): void {
    this.signals = [];
  }
}
