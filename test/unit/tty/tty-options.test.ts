import { describe, expect, it } from 'vitest';
import { readTtyOptions } from '../../../src/tty/tty-options';

describe('what stands behind webcrt tty', () => {
  it('is colours, or help', () => {
    expect(readTtyOptions([])).toEqual({
      ok: true,
      value: { isHelp: false, colours: null },
    });
    expect(readTtyOptions(['--colours=16'])).toMatchObject({
      value: { colours: '16' },
    });
    expect(readTtyOptions(['-h'])).toMatchObject({ value: { isHelp: true } });
  });

  it('is refused in a sentence otherwise', () => {
    expect(readTtyOptions(['--colours=8'])).toMatchObject({
      error: 'webcrt tty has no colours called 8; it has none, 16, 256, truecolour.',
    });
    expect(readTtyOptions(['now'])).toMatchObject({
      error: 'webcrt tty does not know now; webcrt tty --help tells what it knows.',
    });
  });
});
