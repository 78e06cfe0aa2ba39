/** From the chattiest to the gravest. CONTRIBUTING.md says what belongs on which level. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a line is about; never message bodies, tokens, SDP or passwords. */
export type LogContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where log lines go; each environment has its own implementation. */
export interface Logger {
  log(level: LogLevel, message: string, context?: LogContext): void;
}

/** Says whether a line of `level` passes a threshold. */
export function isLevelEnabled(level: LogLevel, threshold: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(threshold);
}

export const SILENT_LOGGER: Logger = { log: () => undefined };
