const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Longer than that is no pause. */
export const MAX_DURATION_MS = 7 * DAY_MS;

const UNITS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
};
const DURATION = /^(?:\d{1,4}[dhms])+$/;

/** `30m`, `2h`, `1h30m`, `45s`; `null`: none, or over a week. A bare number is minutes. */
export function parseDuration(text: string): number | null {
  const word = text.toLowerCase();
  const spelled = /^\d{1,4}$/.test(word) ? `${word}m` : word;
  if (!DURATION.test(spelled)) return null;
  let durationMs = 0;
  for (const part of spelled.match(/\d+[dhms]/g) ?? []) {
    durationMs += Number(part.slice(0, -1)) * (UNITS[part.slice(-1)] ?? 0);
  }
  return durationMs > 0 && durationMs <= MAX_DURATION_MS ? durationMs : null;
}
