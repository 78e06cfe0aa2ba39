import { isLevelEnabled, type LogContext, type Logger, type LogLevel } from '../shared/base/logger';

export interface ConsoleLoggerOptions {
  /** Lines below this level are left out. */
  readonly threshold: LogLevel;
  /**
   * Takes one whole line; standard error by default, so that standard output stays the program's.
   */
  readonly write?: (line: string) => void;
  readonly nowMs?: () => number;
}

/** C0, DEL, C1, line and paragraph separators, and what turns the direction of text. */
// eslint-disable-next-line no-control-regex -- finding control characters is its purpose.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escapeUnprintable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function formatValue(value: LogContext[string]): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function formatContext(context: LogContext): string {
  return Object.entries(context)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${formatValue(value)}`)
    .join('');
}

/** One line per entry: time, level, message, `key=value` pairs; control characters are escaped. */
export function createConsoleLogger(options: ConsoleLoggerOptions): Logger {
  const write = options.write ?? ((line: string) => process.stderr.write(line));
  const nowMs = options.nowMs ?? Date.now;
  return {
    log(level, message, context = {}) {
      if (!isLevelEnabled(level, options.threshold)) return;
      const time = new Date(nowMs()).toISOString();
      const line = `${time} ${level.padEnd(8)} ${message}${formatContext(context)}`;
      write(`${escapeUnprintable(line)}\n`);
    },
  };
}
