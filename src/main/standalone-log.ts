import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatLogLine } from '../shared/base/log-line';
import { isLevelEnabled, type Logger, type LogLevel } from '../shared/base/logger';

const NAME = 'tty.log';
const OWNER_ONLY = 0o600;

/** Log lines in a file alone: the terminal is drawn on. */
export function standaloneLog(folder: string, threshold: () => LogLevel): Logger {
  return {
    log(level, message, context) {
      if (!isLevelEnabled(level, threshold())) return;
      const line = `${formatLogLine(Date.now(), level, message, context)}\n`;
      try {
        mkdirSync(folder, { recursive: true });
        appendFileSync(join(folder, NAME), line, { mode: OWNER_ONLY });
      } catch {
        // A full or read-only disk costs the log, not the program.
      }
    },
  };
}
