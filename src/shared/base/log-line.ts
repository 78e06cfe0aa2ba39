import type { LogContext, LogLevel } from './logger';

/** Control characters, invisible ones, and separators that would forge a line of their own. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** One line: time, level, message, `key=value` pairs. Nothing in it can break or hide a line. */
export function formatLogLine(
  nowMs: number,
  level: LogLevel,
  message: string,
  context: LogContext = {},
): string {
  const pairs = Object.entries(context)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  const line = `${new Date(nowMs).toISOString()} ${level.padEnd(8)} ${message}${pairs.join('')}`;
  return line.replace(UNPRINTABLE, escape);
}

/** JSON text that says the same, with nothing in it that could hide or move anything. */
export function escapeJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    // Two of them where the character is beyond 16 bits.
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(
      '',
    ),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
