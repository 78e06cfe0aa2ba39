import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellWidth, clipToCells } from '../../../../src/shared/text/cell-width';

const ROWS = 1_000;

/** Every code point but surrogates, in batches of as many as the terminal has rows. */
function* batches(): Generator<number[]> {
  for (let first = 0xa0; first < 0x11_0000; first += ROWS) {
    const batch = Array.from({ length: ROWS }, (_, index) => first + index);
    yield batch.filter((each) => each < 0x11_0000 && (each < 0xd800 || each > 0xdfff));
  }
}

/** Where the terminal puts the `b` of `aXb`, one per row: 1 more than the cells that X takes. */
async function measure(terminal: Terminal, codePoints: readonly number[]): Promise<number[]> {
  const text = codePoints
    .map((each, row) => `\u001B[${row + 1};1Ha${String.fromCodePoint(each)}b`)
    .join('');
  await new Promise<void>((resolve) => {
    terminal.write(`\u001B[2J${text}`, resolve);
  });
  return codePoints.map((_, row) => {
    const line = terminal.buffer.active.getLine(row);
    return [1, 2, 3].findIndex((x) => line?.getCell(x)?.getChars() === 'b');
  });
}

describe('cellWidth', () => {
  it('agrees with the terminal about every code point', async () => {
    const terminal = new Terminal({ cols: 10, rows: ROWS, scrollback: 0, allowProposedApi: true });
    const differing: string[] = [];
    for (const batch of batches()) {
      const measured = await measure(terminal, batch);
      batch.forEach((codePoint, index) => {
        const expected = cellWidth(`a${String.fromCodePoint(codePoint)}b`) - 2;
        if (measured[index] !== expected) differing.push(codePoint.toString(16));
      });
    }
    terminal.dispose();
    expect(differing).toEqual([]);
  }, 120_000);

  it.each([
    ['', 0],
    ['ann', 3],
    ['e\u0301', 1],
    ['中文', 4],
    ['\uAC00', 2],
    ['\u{1F600}', 1],
    ['\u{1F468}\u200D\u{1F469}\u200D\u{1F467}', 3],
    ['1\uFE0F\u20E3', 1],
    ['\u0301', 1],
    ['tab\tand\nbreak', 11],
  ])('counts %j as %d', (text, cells) => {
    expect(cellWidth(text)).toBe(cells);
  });
});

describe('clipToCells', () => {
  it('leaves a text that fits', () => {
    expect(clipToCells('status', 6)).toBe('status');
    expect(clipToCells('中文', 4)).toBe('中文');
  });

  it('cuts with an ellipsis', () => {
    expect(clipToCells('status', 5)).toBe('stat…');
    expect(clipToCells('status', 1)).toBe('…');
    expect(clipToCells('status', 0)).toBe('');
    expect(clipToCells('status', -1)).toBe('');
  });

  it('never splits a grapheme or a wide letter', () => {
    expect(clipToCells('中文字', 4)).toBe('中…');
    expect(clipToCells('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
    expect(clipToCells('\u{1F468}\u200D\u{1F469}\u200D\u{1F467}ab', 3)).toBe('…');
  });

  it('never takes more cells than it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, cells) => {
        expect(cellWidth(clipToCells(text, cells))).toBeLessThanOrEqual(cells);
      }),
    );
  });
});
