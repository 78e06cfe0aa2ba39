import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid } from '../../../src/shared/ascii/cells';
import type { TerminalNews, TerminalRequest } from '../../../src/shared/ipc/attached-terminal';
import { CellStreamEncoder } from '../../../src/shared/ipc/cell-stream';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
import { cellBrightness, pearson } from '../../helpers/picture-match';
import { StandInApp } from '../../helpers/stand-in-app';
import {
  brightness,
  kittyDeeds,
  kittyImages,
  sixelImages,
  type TerminalImage,
} from '../../helpers/terminal-images';
import { KITTY_ANSWERS, SIXEL_ANSWERS, TtyTerminal } from '../../helpers/tty-terminal';

const PLACE = { col: 10, row: 2, cols: 40, rows: 16 };
const COMPARED = [40, 32] as const;
const MIN_LIKENESS = 0.9;

/** `webcrt tty` attached to something that speaks as the app does. */
describe.skipIf(process.platform === 'win32')('pictures in a terminal with real pixels', () => {
  let program: string;
  let head: readonly LumaFrame[];
  let app: StandInApp;
  let tty: TtyTerminal;
  let pixels: CellStreamEncoder;

  beforeAll(async () => {
    program = join(await buildFixtureApp(), 'out/main/webcrt.js');
    head = await clipFrames(HEAD_CLIP, 20);
  });

  beforeEach(() => {
    app = new StandInApp();
    pixels = new CellStreamEncoder('pixels');
  });

  afterEach(async () => {
    await tty?.close();
    app.dispose();
  });

  async function start(
    graphics: string,
    answers: readonly (readonly [string, string])[],
    env: Record<string, string> = {},
  ) {
    const words = ['tty', `--user-data-dir=${app.folder}`, '--graphics', graphics];
    tty = new TtyTerminal({ program, words, answers, env });
    await tty.waitFor(/Ctrl\+D/);
    await tty.until('size', () => Promise.resolve(app.asked.length > 0));
  }

  function tell(news: TerminalNews): void {
    app.channel!.send('news', Buffer.from(JSON.stringify(news)));
  }

  /** What was asked for first: the size. */
  function size(): Extract<TerminalRequest, { kind: 'size' }> {
    const [first] = app.asked;
    if (first.kind !== 'size') throw new Error('no size');
    return first;
  }

  function show(frame: LumaFrame): void {
    const { cols, rows, density = 0 } = size();
    const layer = createCellGrid(cols * density, rows * density);
    drawLuma(frame, layer, density);
    const message = pixels.encode(layer);
    if (message !== null) app.channel!.send('cells', message);
  }

  const imagesBy = { kitty: kittyImages, sixel: sixelImages } as const;

  it.each([
    ['kitty', KITTY_ANSWERS, { col: 10, row: 2, cols: 40, rows: 16 }],
    ['sixel', SIXEL_ANSWERS, { col: 10, row: 2, width: 40 * 8, height: 16 * 16 }],
  ] as const)('are like the clip by %s, frame after frame', async (graphics, answers, place) => {
    await start(graphics, answers);
    tell({ kind: 'pictures', places: [PLACE] });
    for (const frame of [head[0], head[1]]) {
      show(frame);
      await tty.until('a picture like the clip', () => {
        const image = imagesBy[graphics](tty.output).at(-1);
        return Promise.resolve(image !== undefined && likeness(image, frame) >= MIN_LIKENESS);
      });
    }
    expect(imagesBy[graphics](tty.output).at(-1)).toMatchObject(place);
    expect(app.asked.filter(({ kind }) => kind === 'shown').length).toBeGreaterThan(0);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('are taken away by %s', async (signal) => {
    await start('kitty', KITTY_ANSWERS);
    tell({ kind: 'pictures', places: [PLACE] });
    show(head[0]);
    await tty.until('a picture', () => Promise.resolve(kittyImages(tty.output).length > 0));
    tty.signal(signal);
    await tty.exited;
    expect(kittyDeeds(tty.output).at(-1)).toBe('d');
    const [before, after] = tty.settings;
    expect(after).toBe(before);
    expect(tty.output.lastIndexOf('a=d')).toBeLessThan(tty.output.lastIndexOf('\x1b[?1049l'));
  });

  it('give way to what is to be read, and come back', async () => {
    await start('kitty', KITTY_ANSWERS);
    tell({ kind: 'pictures', places: [PLACE] });
    show(head[0]);
    await tty.until('a picture', () => Promise.resolve(kittyImages(tty.output).length > 0));
    const before = kittyImages(tty.output).length;
    tell({ kind: 'panel', title: 'a panel', lines: ['to be read'] });
    await tty.waitFor(/to be read/);
    await tty.until('deletion', () => Promise.resolve(kittyDeeds(tty.output).at(-1) === 'd'));
    tty.type('\x1b');
    await tty.until('it again', () => Promise.resolve(kittyImages(tty.output).length > before));
  });

  it('are left out while the terminal takes none, and the latest is shown then', async () => {
    await start('kitty', KITTY_ANSWERS);
    tell({ kind: 'pictures', places: [PLACE] });
    show(head[0]);
    await tty.until('a picture', () => Promise.resolve(kittyImages(tty.output).length > 0));
    tty.pause();
    const frames = 200;
    for (let at = 0; at < frames; at++) show(head[at % head.length]);
    const last = head[(frames - 1) % head.length];
    tty.resume();
    await tty.until('the latest', () => {
      const image = kittyImages(tty.output).at(-1);
      return Promise.resolve(image !== undefined && likeness(image, last) >= 0.999);
    });
    expect(kittyImages(tty.output).length).toBeLessThan(frames / 2);
  });

  it.each([
    ['tmux keeps none', { TMUX: '/tmp/tmux,1,0' }, KITTY_ANSWERS, /tmux and screen keep no pixels/],
    ['the terminal answers nothing', {}, [], /does not say that it has kitty graphics/],
    ['the terminal has none', {}, SIXEL_ANSWERS, /does not say that it has kitty graphics/],
  ] as const)('are cells, and that is said, where %s', async (_what, env, answers, sentence) => {
    await start('kitty', answers, env);
    await tty.until('sentence', async () =>
      sentence.test((await tty.text()).replaceAll(/[\s│]+/g, ' ')),
    );
    expect(size().density).toBeUndefined();
    expect(kittyImages(tty.output)).toEqual([]);
  });
});

/** Draws a picture in grey into `PLACE`, two pixels to a cell. */
function drawLuma(frame: LumaFrame, layer: CellGrid, density: number): void {
  const [cols, rows] = [PLACE.cols * density, PLACE.rows * density];
  const levels = cellBrightness(frame, cols, 2 * rows);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const at = (PLACE.row * density + row) * layer.cols + PLACE.col * density + col;
      layer.glyphs[at] = 0x2580;
      layer.foreground[at] = grey(levels[2 * row * cols + col]);
      layer.background[at] = grey(levels[(2 * row + 1) * cols + col]);
    }
  }
}

function grey(level: number): number {
  return Math.round(level) * 0x01_01_01;
}

function likeness({ width, height, pixels }: TerminalImage, frame: LumaFrame): number {
  const luma = Uint8Array.from(pixels, brightness);
  const shown = { widthPx: width, heightPx: height, luma };
  return pearson(cellBrightness(shown, ...COMPARED), cellBrightness(frame, ...COMPARED));
}
