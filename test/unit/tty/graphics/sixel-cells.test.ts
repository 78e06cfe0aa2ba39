import { describe, expect, it } from 'vitest';
import { sixelCells } from '../../../../src/tty/graphics/sixel-cells';
import { KeyReader } from '../../../../src/tty/terminal/read-keys';
import type { TerminalAnswer } from '../../../../src/tty/terminal/read-answers';

const SIZE = { cols: 150, rows: 45 };

function cells(said: string): ReturnType<typeof sixelCells> {
  return sixelCells(new KeyReader().read(said) as TerminalAnswer[], SIZE);
}

describe('how large the cells of a terminal are', () => {
  it.each([
    ['itself', '\u001b[6;17;8t', [8, 17, null]],
    ['itself, before all that they are together', '\u001b[4;9;9t\u001b[6;17;8t', [8, 17, null]],
    ['of all of them together', '\u001b[4;765;1200t', [8, 17, null]],
    ['of them and a margin around', '\u001b[4;769;1204t', [8, 17, null]],
    ['of images, as xterm does', '\u001b[?2;0;1200;765S', [8, 17, 1_200]],
    ['both', '\u001b[6;17;8t\u001b[?2;0;1000;765S', [8, 17, 1_000]],
  ])('is what it says, %s', (_what, said, [widthPx, heightPx, most]) => {
    const found = cells(said);
    expect(found?.cell).toEqual({ widthPx, heightPx });
    expect(found?.most?.widthPx ?? null).toBe(most);
  });

  it.each([
    ['nothing', ''],
    ['of images no more than a limit', '\u001b[?2;0;1000;765S'],
    ['that it does not tell', '\u001b[?2;3S'],
    ['that there is no room', '\u001b[6;0;0t\u001b[4;0;0t\u001b[?2;0;0;0S'],
    ['what is smaller than its cells', '\u001b[4;20;20t'],
  ])('is not known where it says %s', (_what, said) => {
    expect(cells(said)).toBeNull();
  });
});
