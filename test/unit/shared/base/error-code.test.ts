import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeError, errorCode } from '../../../../src/shared/base/error-code';

function thrownBy(deed: () => unknown): unknown {
  try {
    return deed();
  } catch (error) {
    return error;
  }
}

describe('the code of an error', () => {
  it('is the one that the system gave', () => {
    const error = thrownBy(() => statSync('/nowhere/at/all'));
    expect(errorCode(error)).toBe('ENOENT');
    expect(describeError(error)).toBe('ENOENT');
  });

  it.each([
    ['an error without one', new Error('no'), 'Error: no'],
    [
      'one that is a number, as of a DOMException',
      Object.assign(new Error('no'), { code: 8 }),
      'Error: no',
    ],
    ['a text', 'no', 'no'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a number', 5, '5'],
  ])('is none of %s, which says something itself', (_what, error, text) => {
    expect(errorCode(error)).toBeNull();
    expect(describeError(error)).toBe(text);
  });

  it('is found on what is no Error, too', () => {
    expect(errorCode({ code: 'EACCES' })).toBe('EACCES');
  });
});
