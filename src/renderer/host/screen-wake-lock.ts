import type { Logger } from '../../shared/base/logger';

/** The little of `navigator` and `document` that keeping a screen awake takes. */
export interface WakeLockWorld {
  /** Not there on pages that are not secure, and in older browsers. */
  readonly wakeLock: Pick<WakeLock, 'request'> | undefined;
  readonly isVisible: () => boolean;
  readonly onVisible: (listener: () => void) => void;
}

/**
 * Keeps the screen awake while that is wanted. Browsers take a lock away from a page that is
 * hidden, so that it is asked for again when the page is back. One lock at the most.
 */
export class ScreenWakeLock {
  private isWanted = false;
  private lock: Promise<WakeLockSentinel | null> | null = null;

  constructor(
    private readonly world: WakeLockWorld,
    private readonly logger: Logger,
  ) {
    world.onVisible(() => {
      this.take();
    });
  }

  set(isWanted: boolean): void {
    this.isWanted = isWanted;
    if (isWanted) this.take();
    else this.letGo();
  }

  private take(): void {
    const { wakeLock, isVisible } = this.world;
    if (!this.isWanted || this.lock !== null || wakeLock === undefined || !isVisible()) return;
    const asked = this.ask(wakeLock);
    this.lock = asked;
    void asked.then((sentinel) => {
      const forget = (): void => {
        if (this.lock === asked) this.lock = null;
      };
      if (sentinel === null || sentinel.released) forget();
      else sentinel.addEventListener('release', forget, { once: true });
    });
  }

  /** `null`: refused, as with an empty battery. It is tried again when the page is next shown. */
  private async ask(wakeLock: Pick<WakeLock, 'request'>): Promise<WakeLockSentinel | null> {
    try {
      return await wakeLock.request('screen');
    } catch (error) {
      this.logger.log('info', 'the screen may go to sleep', { error: String(error) });
      return null;
    }
  }

  private letGo(): void {
    const { lock } = this;
    this.lock = null;
    void lock?.then((sentinel) => sentinel?.release());
  }
}

/** The page's own. */
export function pageWakeLock(logger: Logger): ScreenWakeLock {
  const { wakeLock }: { wakeLock?: WakeLock } = navigator;
  return new ScreenWakeLock(
    {
      wakeLock,
      isVisible: () => document.visibilityState === 'visible',
      onVisible: (listener) => {
        document.addEventListener('visibilitychange', listener);
      },
    },
    logger,
  );
}
