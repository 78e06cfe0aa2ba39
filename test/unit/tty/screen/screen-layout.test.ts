import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutScreen } from '../../../../src/tty/screen/screen-layout';

describe('where what is on a screen', () => {
  it('gives every cell to one part at the most, whatever its size', () => {
    const side = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(side(500), side(200), fc.boolean(), (cols, rows, isChatShown) => {
        const { stage, chat, status, line } = layoutScreen(cols, rows, isChatShown);
        for (const area of [stage, chat, status, line]) {
          expect(area.col).toBeGreaterThanOrEqual(0);
          expect(area.row).toBeGreaterThanOrEqual(0);
          expect(area.col + area.cols).toBeLessThanOrEqual(cols);
          expect(area.rows).toBeGreaterThanOrEqual(0);
        }
        expect(stage.rows).toBeGreaterThan(0);
        expect(line.row).toBe(rows - 1);
        if (rows < 3) return;
        expect(status.row).toBe(rows - 2);
        const isBeside = chat.col >= stage.col + stage.cols;
        if (!isBeside) expect(chat.row).toBeGreaterThanOrEqual(stage.row + stage.rows);
        expect(chat.row + chat.rows).toBeLessThanOrEqual(status.row);
      }),
    );
  });

  it('has the chat beside the stage where there is room, else below it', () => {
    expect(layoutScreen(160, 48, true)).toMatchObject({
      stage: { cols: 118, rows: 46 },
      chat: { col: 119, cols: 41, rows: 46 },
    });
    expect(layoutScreen(80, 24, true)).toMatchObject({
      stage: { cols: 80, rows: 17 },
      chat: { col: 0, row: 17, rows: 5 },
    });
    expect(layoutScreen(80, 24, false).stage).toMatchObject({ cols: 80, rows: 22 });
  });
});
