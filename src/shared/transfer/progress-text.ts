// A file's way as text, for the chat pane.

const KILO = 1_000;
const UNITS = ['kB', 'MB', 'GB'] as const;
const BAR_CELLS = 20;
const PERCENT = 100;

/** `0 bytes`, `999 bytes`, `1.5 kB`, `50.0 MB`. Decimal, as file managers have it. */
export function sizeText(bytes: number): string {
  if (bytes < KILO) return `${Math.round(bytes)} byte${bytes === 1 ? '' : 's'}`;
  let value = bytes / KILO;
  let unit = 0;
  // 999.95 would be rounded to 1000.0.
  while (value >= KILO - 0.05 && unit < UNITS.length - 1) {
    value /= KILO;
    unit += 1;
  }
  return `${value.toFixed(1)} ${UNITS[unit]}`;
}

/** Whole percents, and 100 only when all of it is there. An empty file is there at once. */
export function percentOf(doneBytes: number, sizeBytes: number): number {
  return sizeBytes === 0 ? PERCENT : Math.floor((doneBytes * PERCENT) / sizeBytes);
}

export interface ProgressFacts {
  readonly doneBytes: number;
  readonly sizeBytes: number;
  /** `null`: not known yet, or it stands still. */
  readonly bytesPerSecond: number | null;
}

/** `[##########..........]  50 %  25.0 MB of 50.0 MB  4.2 MB/s` */
export function progressText({ doneBytes, sizeBytes, bytesPerSecond }: ProgressFacts): string {
  const percent = percentOf(doneBytes, sizeBytes);
  const full = Math.floor((percent * BAR_CELLS) / PERCENT);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
  const parts = [
    bar,
    `${String(percent).padStart(3)} %`,
    `${sizeText(doneBytes)} of ${sizeText(sizeBytes)}`,
  ];
  if (bytesPerSecond !== null) parts.push(`${sizeText(bytesPerSecond)}/s`);
  return parts.join('  ');
}
