import { describe, expect, it } from 'vitest';
import { readShellSize, shellSizeFor } from '../../../../src/shared/shell/shell-fit';

describe('the size of a shared terminal', () => {
  it.each([
    ['auto', { cols: 150, rows: 50 }, { cols: 120, rows: 40 }],
    ['auto', { cols: 60, rows: 20 }, { cols: 80, rows: 24 }],
    ['auto', { cols: 900, rows: 900 }, { cols: 240, rows: 100 }],
    ['132x43', { cols: 60, rows: 20 }, { cols: 132, rows: 43 }],
    ['40X10', { cols: 150, rows: 50 }, { cols: 40, rows: 10 }],
  ])('with %s on a stage of %j is %j', (wished, stage, size) => {
    expect(shellSizeFor(wished, stage)).toEqual(size);
  });

  it.each(['', 'auto', '80', '80x', '19x24', '80x3', '241x24', '80x101', '80x24x2', '-80x24'])(
    'is not %j',
    (text) => {
      expect(readShellSize(text)).toBeNull();
    },
  );
});
