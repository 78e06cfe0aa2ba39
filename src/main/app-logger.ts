import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatLogLine } from '../shared/base/log-line';
import { isLevelEnabled, type Logger, type LogLevel } from '../shared/base/logger';

/** When the file is this long, it becomes `.old` and a new one is begun. */
const MAX_LOG_BYTES = 1_000_000;

/**
 * Log lines on standard error and in a file, from `threshold` up. Lines are few (states, refusals),
 * so that they are written at once and survive a crash.
 */
export function createAppLogger(path: string, threshold: () => LogLevel): Logger {
  let isFileUsable = prepare(path);
  return {
    log(level, message, context) {
      if (!isLevelEnabled(level, threshold())) return;
      const line = `${formatLogLine(Date.now(), level, message, context)}\n`;
      process.stderr.write(line);
      if (isFileUsable)
        isFileUsable = attempt(() => {
          appendFileSync(path, line);
        });
    },
  };
}

function prepare(path: string): boolean {
  return attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    const lengthBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (lengthBytes < MAX_LOG_BYTES) return;
    rmSync(`${path}.old`, { force: true });
    renameSync(path, `${path}.old`);
  });
}

/** A full or read-only disk costs the log, not the program. */
function attempt(write: () => void): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}
