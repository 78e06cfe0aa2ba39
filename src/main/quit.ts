import type { Clock } from '../shared/base/clock';
import { type Disposable, MutableDisposable } from '../shared/base/lifecycle';

/** How long a window may take to hang up and sign out. A hung one must not block quitting. */
export const WINDOW_LIMIT_MS = 4_000;
/** How long the servers and connections of the main process may take to close. */
export const RELEASE_LIMIT_MS = 2_000;

export interface QuitPorts {
  readonly clock: Clock;
  /** Asks the window to come to an end; `false` when there is none that could. */
  askWindow(): boolean;
  /** Ends what the main process runs. */
  release(): Promise<void>;
  /** Ends the program. Closing windows is allowed from here on. */
  exit(): void;
}

/** Quitting in order: the window ends its call, the main process what it runs, then the program. */
export class QuitFlow implements Disposable {
  private state: 'running' | 'asked' | 'releasing' | 'exiting' = 'running';
  private readonly limit = new MutableDisposable<Disposable>();

  constructor(private readonly ports: QuitPorts) {}

  /** Whether the program may end now. */
  get isExiting(): boolean {
    return this.state === 'exiting';
  }

  /** The user wants to quit: from the tray, the menu, the system, or by closing the window. */
  request(): void {
    if (this.state !== 'running') return;
    this.state = 'asked';
    if (!this.ports.askWindow()) {
      this.finish();
      return;
    }
    this.limit.value = this.ports.clock.after(WINDOW_LIMIT_MS, () => {
      this.finish();
    });
  }

  /** The window is done, or was given up. */
  finish(): void {
    if (this.state === 'releasing' || this.state === 'exiting') return;
    this.state = 'releasing';
    this.limit.value = this.ports.clock.after(RELEASE_LIMIT_MS, () => {
      this.exit();
    });
    this.ports.release().then(
      () => {
        this.exit();
      },
      () => {
        this.exit();
      },
    );
  }

  dispose(): void {
    this.limit.dispose();
  }

  private exit(): void {
    if (this.state === 'exiting') return;
    this.state = 'exiting';
    this.limit.dispose();
    this.ports.exit();
  }
}
