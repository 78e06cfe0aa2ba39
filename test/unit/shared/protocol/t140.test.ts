import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginTyped,
  changeTyped,
  endTyped,
  MAX_TYPED_CODE_POINTS,
  TypedLine,
} from '../../../../src/shared/protocol/t140';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';

describe('real-time text', () => {
  it('is characters, erasing, and a new line (ITU-T T.140)', () => {
    expect(beginTyped('he')).toBe('\uFEFFhe');
    expect(changeTyped('helo', 'hello')).toBe('\blo');
    expect(changeTyped('hello', 'hel')).toBe('\b\b');
    expect(changeTyped('hello', 'hello')).toBe('');
    expect(endTyped()).toBe('\u2028');
  });

  it('ends as it was typed, however it was changed on the way', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1 });
    fc.assert(
      fc.property(lines, (typed) => {
        const line = new TypedLine();
        let before = '';
        line.apply(beginTyped(''));
        for (const after of typed) {
          line.apply(changeTyped(before, after));
          before = after;
          // eslint-disable-next-line no-control-regex -- those are what it is about
          expect(line.text).toBe(after.replaceAll(/[\u0000-\u001f\u007f-\u009f\ufeff\u2028]/g, ''));
        }
        line.apply(endTyped());
        expect(line.text).toBe('');
      }),
    );
  });

  it('is the whole line again over a connection that takes the place of one', () => {
    const line = new TypedLine();
    line.apply(beginTyped('hello'));
    // ' wor' was lost with the old one.
    line.apply(beginTyped('hello wor'));
    line.apply(changeTyped('hello wor', 'hello world'));
    expect(line.text).toBe('hello world');
  });

  it('erases a character that is two units of UTF-16 as one', () => {
    const line = new TypedLine();
    line.apply(beginTyped('a😀'));
    line.apply(changeTyped('a😀', 'a😁'));
    expect(line.text).toBe('a😁');
    line.apply(changeTyped('a😁', ''));
    expect(line.text).toBe('');
  });

  it('holds no control, and no more than a line, whatever comes', () => {
    const line = new TypedLine();
    for (const { text, label } of HOSTILE_STRINGS) {
      line.apply(text);
      // eslint-disable-next-line no-control-regex -- those are what it is about
      expect(line.text, label).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\ufeff]/);
    }
    line.apply('x'.repeat(100_000));
    expect(Array.from(line.text).length).toBe(MAX_TYPED_CODE_POINTS);
    line.apply('\b'.repeat(100_000));
    expect(line.text).toBe('');
  });

  it('shows where something was lost', () => {
    const line = new TypedLine();
    line.apply('hel');
    line.lose();
    expect(line.text).toBe('hel\uFFFD');
  });
});
