import { expect } from 'vitest';
import type { TextRun } from '../../src/renderer/terminal/terminal-surface';
import { cellWidth } from '../../src/shared/text/cell-width';

/** Wide letters, emoji of several code points, a letter under a pile of marks, and very long. */
export const TRYING_NAMES = [
  'bob',
  '日本語',
  '👩‍👩‍👧‍👦',
  'e\u0301\u0302\u0303llen',
  '日'.repeat(32),
  'w'.repeat(32),
];

/** Fails where text lies over text or beyond the right edge. */
export function expectApart(runs: readonly TextRun[], cols: number): void {
  const sorted = [...runs].sort((one, other) => one.row - other.row || one.col - other.col);
  sorted.forEach((run, index) => {
    const end = run.col + cellWidth(run.text);
    expect(end, run.text).toBeLessThanOrEqual(cols);
    const after = sorted.at(index + 1);
    if (after?.row === run.row) expect(after.col, after.text).toBeGreaterThanOrEqual(end);
  });
}
