import type { WebContents } from 'electron';
import type { Clock } from '../shared/base/clock';
import type { Logger } from '../shared/base/logger';

/** A window that crashes more often than this is left alone: reloading would only heat the room. */
const MAX_RELOADS = 3;
const RELOAD_WINDOW_MS = 60_000;

export interface CrashRecoveryOptions {
  readonly contents: WebContents;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Nobody is there to start it again: it is tried for ever, if seldom. */
  readonly isKiosk: boolean;
  /** The page, and with it its call, is gone. */
  readonly onCrash: () => void;
  readonly reload: () => void;
}

/** Brings the page back after its process died. */
export function recoverFromCrashes({
  contents,
  clock,
  logger,
  isKiosk,
  onCrash,
  reload,
}: CrashRecoveryOptions): void {
  let reloadsMs: readonly number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const nowMs = clock.nowMs();
    reloadsMs = reloadsMs.filter((timeMs) => nowMs - timeMs < RELOAD_WINDOW_MS);
    const isHopeless = reloadsMs.length >= MAX_RELOADS;
    logger.log('critical', 'the window crashed', { reason, isHopeless });
    onCrash();
    if (!isHopeless) {
      reloadsMs = [...reloadsMs, nowMs];
      reload();
    } else if (isKiosk) {
      clock.after(RELOAD_WINDOW_MS, reload);
    }
  });
}
