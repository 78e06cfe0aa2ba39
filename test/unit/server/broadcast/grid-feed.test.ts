import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CreateDelta,
  GridFeed,
  WATCHING_TERMINAL,
} from '../../../../src/server/broadcast/grid-feed';
import { gridFor } from '../../../../src/server/broadcast/grid-ladder';
import { AnsiScreen, sizeCommand } from '../../../../src/shared/ascii/ansi-screen';
import { createWasmTerminalDelta } from '../../../../src/shared/ascii/wasm-terminal-delta';
import type { StagePicture } from '../../../../src/shared/stage/stage-picture';
import { compileEngineWasm, type Instantiate } from '../../../helpers/engine-wasm';
import { flatStage } from '../../../helpers/stage-frames';
import { TerminalScreen } from '../../../helpers/terminal-screen';

/** The `index`th of a picture that moves. */
function movingStage(index: number): StagePicture {
  const picture = flatStage(' ', { cols: 40, rows: 10 });
  picture.glyphs.forEach((_, cell) => {
    picture.glyphs[cell] = 0x21 + ((cell * 7 + index * 13) % 90);
    picture.ink[cell] = 16 + ((cell + index) % 240);
    picture.paper[cell] = 16 + ((cell * 3 + (index >> 1)) % 240);
  });
  return picture;
}

async function rowsOf(text: string): Promise<string[]> {
  const screen = new TerminalScreen(40, 10);
  await screen.write(text);
  const rows = screen.rows();
  screen.dispose();
  return rows;
}

let instantiate: Instantiate;
beforeAll(async () => {
  instantiate = await compileEngineWasm();
}, 120_000);

const createFast: CreateDelta = (cols, rows) =>
  createWasmTerminalDelta(instantiate(), cols, rows, WATCHING_TERMINAL);

describe('a feed of one grid', () => {
  it('is the same to the byte in WebAssembly', () => {
    const size = { cols: 40, rows: 10 };
    const [plain, fast] = [new GridFeed(size), new GridFeed(size, createFast)];
    const texts = [{ row: 4, col: 3, text: 'ann 漢字 👩‍👩‍👧 é' }];
    // Steps of any length, and back to those that somebody else took before.
    for (const [frame, from] of [
      [1, null],
      [2, 1],
      [3, 1],
      [3, 2],
      [3, null],
      [9, 3],
      [10, 9],
      [10, 3],
    ] as const) {
      const picture = { ...movingStage(frame), texts: frame % 2 === 0 ? texts : [] };
      const update = plain.update(picture, frame, from);
      expect(fast.update(picture, frame, from).equals(update), `${from} to ${frame}`).toBe(true);
    }
  });

  it('encodes each step once, for however many take it', () => {
    const feed = new GridFeed({ cols: 40, rows: 10 });
    const shown: (number | null)[] = Array.from({ length: 100 }, () => null);
    for (let frame = 1; frame <= 10; frame++) {
      for (const [viewer, from] of shown.entries()) {
        feed.update(movingStage(frame), frame, from);
        shown[viewer] = frame;
      }
    }
    expect(feed.encodes).toBe(10);
  });

  it('brings whoever missed frames to the newest, however many they were', async () => {
    const feed = new GridFeed({ cols: 40, rows: 10 });
    const whole = new GridFeed({ cols: 40, rows: 10 });
    for (const stride of [1, 2, 5, 15, 40]) {
      let text = '';
      let shown: number | null = null;
      for (let frame = 1; frame <= 80; frame++) {
        if (frame % stride !== 0 && frame !== 80) {
          feed.update(movingStage(frame), frame, null);
          continue;
        }
        text += feed.update(movingStage(frame), frame, shown).toString();
        shown = frame;
      }
      const all = whole.update(movingStage(80), 80, null).toString();
      expect(await rowsOf(text), `every ${stride}th`).toEqual(await rowsOf(all));
    }
  });

  it('is drawn by the page as by a terminal', async () => {
    const feed = new GridFeed({ cols: 40, rows: 10 });
    const page = new AnsiScreen();
    page.write(sizeCommand(40, 10));
    let text = '';
    const texts = [{ row: 4, col: 3, text: 'ann 漢字 👩‍👩‍👧 é' }];
    for (let frame = 1; frame <= 5; frame++) {
      const picture = { ...movingStage(frame), texts: frame % 2 === 0 ? texts : [] };
      const piece = feed.update(picture, frame, frame === 1 ? null : frame - 1).toString();
      text += piece;
      // However the network cuts it.
      for (const character of piece) page.write(character);
    }
    const shown = await rowsOf(text);
    const drawn = Array.from({ length: 10 }, (_, row) =>
      page.texts
        .slice(row * 40, (row + 1) * 40)
        .join('')
        .trimEnd(),
    );
    expect(drawn).toEqual(shown);
  });
});

describe('the grid for a terminal', () => {
  const stage = { cols: 150, rows: 40 };

  it.each([
    [{ cols: 200, rows: 60 }, stage],
    [
      { cols: 149, rows: 60 },
      { cols: 140, rows: 37 },
    ],
    [
      { cols: 80, rows: 24 },
      { cols: 80, rows: 21 },
    ],
    [
      { cols: 200, rows: 20 },
      { cols: 70, rows: 18 },
    ],
    [
      { cols: 3, rows: 1 },
      { cols: 20, rows: 5 },
    ],
  ])('of %j is the largest that fits', (terminal, grid) => {
    expect(gridFor(stage, terminal)).toEqual(grid);
  });

  it('is one of a few, whatever terminals there are', () => {
    const grids = new Set<string>();
    for (let cols = 1; cols <= 300; cols++) {
      for (let rows = 1; rows <= 100; rows += 3) {
        grids.add(JSON.stringify(gridFor(stage, { cols, rows })));
      }
    }
    expect(grids.size).toBeLessThanOrEqual(15);
  });
});
