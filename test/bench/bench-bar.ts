/** One line of the bench's table. */
export interface BenchRow {
  readonly what: string;
  /** Cells, as in '160x48', or what else was measured on. */
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
  /** As in '>= 100'. */
  readonly ask: string;
  /** Null where nothing could be measured: skipped is not held. */
  readonly holds: boolean | null;
  /** Of what the value is the worst, or why there is none. */
  readonly note?: string;
}

export interface BenchSection {
  readonly rows: readonly BenchRow[];
  readonly bars: readonly BenchBar[];
}

type BarName = Pick<BenchBar, 'id' | 'what' | 'unit'>;

/** A value of which the bar goes by the worst. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

export function atLeast(name: BarName, ask: number, values: readonly NamedValue[]): BenchBar {
  const worst = values.reduce((low, each) => (each.value < low.value ? each : low));
  return toBar(name, `>= ${ask}`, worst, worst.value >= ask);
}

export function atMost(name: BarName, ask: number, values: readonly NamedValue[]): BenchBar {
  const worst = values.reduce((high, each) => (each.value > high.value ? each : high));
  return toBar(name, `<= ${ask}`, worst, worst.value <= ask);
}

export function skipped(name: BarName, ask: string, why: string): BenchBar {
  return { ...name, value: null, ask, holds: null, note: why };
}

function toBar(name: BarName, ask: string, worst: NamedValue, holds: boolean): BenchBar {
  return { ...name, value: worst.value, ask, holds, note: worst.name };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
