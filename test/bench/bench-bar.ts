/** One line of the bench's table. */
export interface BenchRow {
  readonly what: string;
  /** Cells, as in '160x48'. */
  readonly grid: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
}

/** What the picture has to reach, and what it does. */
export interface BenchBar {
  readonly id: string;
  readonly what: string;
  /** Null where nothing could be measured. */
  readonly value: number | null;
  readonly unit: string;
  /** As in '<= 0.01'. */
  readonly ask: string;
  /** Null where nothing could be measured: skipped is not held. */
  readonly holds: boolean | null;
  /** The figures behind it, or why there are none. */
  readonly note?: string;
}

export interface BenchSection {
  readonly rows: readonly BenchRow[];
  readonly bars: readonly BenchBar[];
}

/** What is measured on several clips: the bar goes by the worst. */
export interface Measured {
  readonly value: number;
  readonly note: string;
}

type BarName = Pick<BenchBar, 'id' | 'what' | 'unit'>;

export function atMost(limit: number, name: BarName, measured: readonly Measured[]): BenchBar {
  const worst = worstOf(measured, (a, b) => b - a);
  return { ...name, ...worst, ask: `<= ${limit}`, holds: worst.value <= limit };
}

export function atLeast(limit: number, name: BarName, measured: readonly Measured[]): BenchBar {
  const worst = worstOf(measured, (a, b) => a - b);
  return { ...name, ...worst, ask: `>= ${limit}`, holds: worst.value >= limit };
}

/** What is no number holds nowhere, and must not hide behind one that does. */
function worstOf(
  measured: readonly Measured[],
  worseFirst: (a: number, b: number) => number,
): Measured {
  const [worst] = measured.toSorted((a, b) => worseFirst(a.value, b.value));
  return measured.find(({ value }) => Number.isNaN(value)) ?? worst;
}

export function skipped(ask: string, name: BarName, why: string): BenchBar {
  return { ...name, value: null, ask, holds: null, note: why };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
