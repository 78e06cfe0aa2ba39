import { pino } from 'pino';
import { escapeJson } from '../shared/base/log-line';
import { isLevelEnabled, type Logger } from '../shared/base/logger';
import type { ConsoleLoggerOptions } from './console-logger';

/** What never has a place in a log, should a line ever be given it. */
const SECRET_KEYS = ['text', 'password', 'token', 'resumeToken', 'ownerKey', 'sdp', 'candidate'];

/**
 * One JSON object per line, for what gathers logs: `time`, `level`, `msg`, and what the line is
 * about.
 */
export function createJsonLogger(options: ConsoleLoggerOptions): Logger {
  const write = options.write ?? ((line: string) => process.stderr.write(line));
  const nowMs = options.nowMs ?? Date.now;
  const writer = pino(
    {
      level: 'trace',
      // What pino calls fatal.
      customLevels: { critical: 60 },
      // Process id and host are known to whoever gathers lines.
      base: null,
      timestamp: () => `,"time":"${new Date(nowMs()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: SECRET_KEYS,
    },
    // JSON leaves in some of what moves the cursor or turns text round on a terminal.
    {
      write: (line: string) => {
        write(`${escapeJson(line.trimEnd())}\n`);
      },
    },
  );
  return {
    log(level, message, context = {}) {
      if (isLevelEnabled(level, options.threshold)) writer[level](context, message);
    },
  };
}
