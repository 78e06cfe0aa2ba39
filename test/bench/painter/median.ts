/** NaN for no values: no bar holds then. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that the share `share` (0..1) of all lies at or below. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
