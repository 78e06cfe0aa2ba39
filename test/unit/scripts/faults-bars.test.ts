import { describe, expect, it } from 'vitest';
import { judge } from '../../../scripts/faults/bars.mjs';

describe('the bars of npm run faults', () => {
  const within = Object.fromEntries(
    judge({}).map(({ id, ask }) => [id, ask.startsWith('>=') ? 100 : 0.1]),
  );
  const failed = (figures: Record<string, number | null>): string[] =>
    judge(figures).flatMap(({ id, holds }) => (holds ? [] : [id]));

  it('hold for what was fast enough', () => {
    expect(failed(within)).toEqual([]);
    expect(failed({ ...within, F1: 3, F10: 10, F15: 15 })).toEqual([]);
  });

  it('are those of the sections that are asked for', () => {
    expect(judge({}, ['clients']).map(({ id }) => id)).toEqual(['F9', 'F10', 'F11', 'F12']);
  });

  it('do not hold for what was too slow, too little, not in time, or not measured', () => {
    expect(failed({ ...within, F15: 14.9, F16: 97.5 })).toEqual(['F15', 'F16']);
    expect(failed({ ...within, F1: 3.1, F5: 0.6, F9: null })).toEqual(['F1', 'F5', 'F9']);
    expect(failed({})).toHaveLength(judge({}).length);
  });
});
