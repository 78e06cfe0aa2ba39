import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { pigeonLines } from '../../../../src/renderer/ui/pigeon-lines';

const CONTENT = `PIGEON:${'0123456789ABCDEF'.repeat(20)}`;
const SHOWN = {
  steps: ['Give this to one person.', 'Their answer comes back.'],
  code: { content: CONTENT, label: 'code', tooSmall: 'too small' },
  text: 'pigeon:abc',
};
const SCALE = 3;

/** Reads half blocks as a camera sees them on a dark screen. */
function read(rows: readonly string[]): string | undefined {
  const modules = rows.flatMap((row) => {
    const upper = Array.from(row, (block) => block === '█' || block === '▀');
    return [upper, Array.from(row, (block) => block === '█' || block === '▄')];
  });
  const [width, height] = [modules[0].length * SCALE, modules.length * SCALE];
  const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => {
    const pixel = Math.floor(index / 4);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return modules[Math.floor(y / SCALE)][Math.floor(x / SCALE)] ? 255 : 0;
  });
  return jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
}

describe('a call by pigeon in a terminal', () => {
  it('is steps, the text, and a code that cameras read from light on dark', () => {
    const lines = pigeonLines(SHOWN, { cols: 120, rows: 60 });
    const said = [
      '1. Give this to one person.',
      '2. Their answer comes back.',
      '',
      'pigeon:abc',
      '',
    ];
    expect(lines.slice(0, said.length)).toEqual(said);
    expect(read(lines.slice(said.length))).toBe(CONTENT);
  });

  it.each([
    ['narrow', { cols: 40, rows: 60 }],
    ['low', { cols: 120, rows: 12 }],
  ])('leaves the code out where the terminal is too %s for it', (_, size) => {
    expect(pigeonLines(SHOWN, size).at(-1)).toBe('pigeon:abc');
  });

  it('is the steps alone while there is nothing to hand over', () => {
    const lines = pigeonLines({ steps: ['Looking ...'], code: null, text: null }, SIZE);
    expect(lines).toEqual(['1. Looking ...']);
  });
});

const SIZE = { cols: 120, rows: 60 };
