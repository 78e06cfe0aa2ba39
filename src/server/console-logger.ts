import { formatLogLine } from '../shared/base/log-line';
import { isLevelEnabled, type Logger, type LogLevel } from '../shared/base/logger';

export interface ConsoleLoggerOptions {
  /** Lines below this level are left out. */
  readonly threshold: LogLevel;
  /**
   * Takes one whole line; standard error by default, so that standard output stays the program's.
   */
  readonly write?: (line: string) => void;
  readonly nowMs?: () => number;
}

/** One line per entry, which nothing in it can break or hide; see `formatLogLine`. */
export function createConsoleLogger(options: ConsoleLoggerOptions): Logger {
  const write = options.write ?? ((line: string) => process.stderr.write(line));
  const nowMs = options.nowMs ?? Date.now;
  return {
    log(level, message, context) {
      if (!isLevelEnabled(level, options.threshold)) return;
      write(`${formatLogLine(nowMs(), level, message, context)}\n`);
    },
  };
}
