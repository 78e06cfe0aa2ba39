import * as benchBar from '../bench-bar';

/** A promise of the painter's, and whether it was kept. */
export interface PainterBar extends benchBar.BenchBar {
  readonly unit: 'ratio' | 'fps' | 'frames' | 'ms' | 'MB' | 'errors';
}

type Facts = Pick<PainterBar, 'id' | 'what' | 'unit' | 'note'> & { readonly value: number };

export function atMost(limit: number, { value, note = '', ...name }: Facts): PainterBar {
  return { ...benchBar.atMost(limit, name, [{ value, note }]), ...name };
}

export function atLeast(limit: number, { value, note = '', ...name }: Facts): PainterBar {
  return { ...benchBar.atLeast(limit, name, [{ value, note }]), ...name };
}
