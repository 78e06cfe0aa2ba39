/** A promise of the painter's, and whether it was kept. */
export interface PainterBar {
  readonly id: 'P1' | 'P2' | 'P3' | 'L1' | 'L2';
  readonly what: string;
  readonly value: number;
  readonly unit: 'ratio' | 'fps' | 'frames' | 'ms' | 'MB' | 'errors';
  /** As in '<= 0.05'. */
  readonly ask: string;
  readonly holds: boolean;
  /** The figures behind it. */
  readonly note?: string;
}

type Facts = Pick<PainterBar, 'id' | 'what' | 'value' | 'unit' | 'note'>;

export function atMost(limit: number, facts: Facts): PainterBar {
  return { ...facts, ask: `<= ${limit}`, holds: facts.value <= limit };
}

export function atLeast(limit: number, facts: Facts): PainterBar {
  return { ...facts, ask: `>= ${limit}`, holds: facts.value >= limit };
}
