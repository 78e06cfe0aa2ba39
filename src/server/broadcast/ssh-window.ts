import { LONG_QUEUE_BYTES } from './send-queues';

/** What ssh2 keeps of a channel: how much more the other end lets be sent (RFC 4254, 5.2). */
export interface SshSending {
  readonly outgoing: { window: number };
}

/**
 * Sees who no longer shows what is sent to them: a client of ssh reads on where its terminal was
 * stopped (Ctrl+S), for as long as its window lasts, which is a megabyte or two. By the window
 * alone it says what was shown. How much has to be shown before it says so is its own affair, 50 KB
 * with OpenSSH and a megabyte with others: only once it has said so twice that much is too much.
 */
export class SshWindow {
  /** Sent, and not known to be shown. */
  private unshown = 0;
  /** The most that it has said at once. */
  private step = 0;
  private handleShort: (() => void) | null = null;

  constructor({ outgoing }: SshSending) {
    let { window } = outgoing;
    Object.defineProperty(outgoing, 'window', {
      get: () => window,
      set: (next: number) => {
        const granted = next - window;
        window = next;
        if (granted > 0) this.confirm(granted);
        else this.unshown -= granted;
      },
    });
  }

  /** Calls back at once while little is unshown, or else once it is little again. */
  whenShort(handleShort: () => void): void {
    if (this.isLong) this.handleShort = handleShort;
    else handleShort();
  }

  private get isLong(): boolean {
    return this.step > 0 && this.unshown > LONG_QUEUE_BYTES + 2 * this.step;
  }

  private confirm(bytes: number): void {
    const shown = Math.min(bytes, this.unshown);
    this.step = Math.max(this.step, shown);
    this.unshown -= shown;
    const { handleShort } = this;
    if (handleShort === null || this.isLong) return;
    this.handleShort = null;
    // ssh2 has more to do with what it was told just now.
    queueMicrotask(handleShort);
  }
}
