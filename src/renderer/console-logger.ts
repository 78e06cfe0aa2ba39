import { formatLogLine } from '../shared/base/log-line';
import { isLevelEnabled, type Logger, type LogLevel } from '../shared/base/logger';

/** Log lines on the browser's console, from `threshold` up. */
export function createConsoleLogger(threshold: () => LogLevel): Logger {
  return {
    log(level, message, context) {
      if (!isLevelEnabled(level, threshold())) return;
      const write = level === 'error' || level === 'critical' ? console.error : console.warn;
      write(formatLogLine(Date.now(), level, message, context));
    },
  };
}
