import { writeFileSync } from 'node:fs';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { say } from '../lib/say.mjs';
import { cropFrame } from './crop-frame.mjs';
import { encodeApng } from './encode-apng.mjs';

// The moving picture of the README: ten seconds of a call. The engine draws the head clip as in a
// window of this size, and the words around it are the app's; nothing of it depends on how fast the
// machine is that draws it.

const CELL = { cellWidthPx: 6, cellHeightPx: 12 };
const GRID = { cols: 128, rows: 40 };
const STAGE = { cols: 90, rows: 37 };
const CHAT_COL = STAGE.cols + 2;
const PROMPT_ROW = GRID.rows - 2;
const STATUS_ROW = GRID.rows - 1;
/** Of the clip's 640x480, what fills the stage. */
const PART = { x: 24, y: 0, width: 584, height: 480 };
const FRAME_MS = 125;
const CLIP_FRAMES = 120;
const CLIP_FPS = 15;
const TYPED_PER_S = 18;
const INK = { dim: 0x5f7a68, plain: 0xd5e8db, good: 0x7fe0a0, warn: 0xe8b45a, ground: 0x0b1210 };

/**
 * What happens, by the second at which it does.
 *
 * @typedef {object} Scene
 * @property {number} atS
 * @property {string} [types] into the command line, ending at once with Enter
 * @property {string} [says] a line of the chat pane
 * @property {number} [ink] of it
 * @property {string} [status]
 * @property {string} [style] that the picture is drawn in from now on; '': there is none
 * @property {string} [palette]
 */

const END_S = 10.5;
const SIGNED_IN = { says: 'You are signed in as ann.', ink: INK.good };
const IN_CALL = ' in call with eileen   mic on   camera on';
/**
 * It begins in the middle of the call: there are those who see its first picture only.
 *
 * @type {readonly Scene[]}
 */
const SCENES = [
  { atS: 0, ...SIGNED_IN },
  { atS: 0, says: 'Calling eileen ...', ink: INK.dim },
  {
    atS: 0,
    says: 'You are connected to eileen.',
    ink: INK.good,
    status: `${IN_CALL}   duotone   30 fps`,
    style: 'duotone',
    palette: 'truecolour',
  },
  { atS: 0.8, says: 'eileen: Can you see me? I am made of letters.' },
  { atS: 1.6, types: 'Every hair!' },
  { atS: 2.3, says: 'ann: Every hair!' },
  { atS: 2.8, types: '/style ascii-color' },
  { atS: 3.8, style: 'ascii-color', status: `${IN_CALL}   ascii-color   30 fps` },
  { atS: 4.6, types: '/style braille' },
  { atS: 5.4, style: 'braille', status: `${IN_CALL}   braille   30 fps` },
  { atS: 6.4, types: '/palette amber' },
  { atS: 7.2, palette: 'amber', style: 'duotone', status: `${IN_CALL}   duotone   30 fps` },
  { atS: 8.2, types: '/hangup' },
  { atS: 8.7, says: 'The call is over.', ink: INK.dim, style: '', status: ' no call' },
  { atS: 9, types: 'call eileen' },
  { atS: 9.7, says: 'Calling eileen ...', ink: INK.dim, status: ' calling eileen' },
];

/** @param {string} path where to, from the root */
export async function drawFilm(path) {
  const [
    { faceFrame },
    { measureFontAtlas },
    { createAsciiEngine },
    { createRaster },
    cells,
    looks,
  ] = await Promise.all([
    importTypeScript('test/helpers/face-frame.ts'),
    importTypeScript('test/helpers/font-atlas.ts'),
    importTypeScript('src/shared/ascii/engine.ts'),
    importTypeScript('src/shared/ascii/raster.ts'),
    importTypeScript('src/shared/ascii/cells.ts'),
    importTypeScript('src/shared/config/look-of-settings.ts'),
  ]);
  const { DEFAULT_SETTINGS } = await importTypeScript('src/shared/config/settings.ts');
  const atlas = await measureFontAtlas(CELL);
  const raster = createRaster({ ...CELL, atlas });
  /** @type {{ of: string, engine: import('../lib/import-typescript.mjs').AsciiEngine } | null} */
  let artist = null;
  /** @param {{ style: string, palette: string }} wanted */
  const engineOf = ({ style, palette }) => {
    const of = `${style} ${palette}`;
    if (artist?.of === of) return artist.engine;
    const look = looks.lookOfSettings({ ...DEFAULT_SETTINGS, palette });
    artist = { of, engine: createAsciiEngine({ ...STAGE, style, atlas, look }) };
    return artist.engine;
  };
  const frames = [];
  for (let atS = 0; atS < END_S; atS += FRAME_MS / 1_000) {
    const now = stateAt(atS);
    const grid = cells.createCellGrid(GRID.cols, GRID.rows);
    grid.background.fill(INK.ground);
    if (now.picture !== null) {
      const frame = faceFrame(Math.floor(atS * CLIP_FPS) % CLIP_FRAMES);
      place(grid, engineOf(now.picture).draw(cropFrame(frame, PART)));
    }
    writeWords(grid, now);
    const pixels = new Uint8ClampedArray(
      grid.glyphs.length * CELL.cellWidthPx * CELL.cellHeightPx * 4,
    );
    raster.paint(grid, pixels, true);
    frames.push({ rgb: opaque(pixels), durationMs: FRAME_MS });
  }
  const [width, height] = [GRID.cols * CELL.cellWidthPx, GRID.rows * CELL.cellHeightPx];
  const bytes = encodeApng(frames, width, height);
  writeFileSync(fromRoot(path), bytes);
  say(`  ${path}: ${frames.length} pictures, ${Math.round(bytes.length / 1_024)} KiB`);
}

/**
 * What there is to be seen at a time.
 *
 * @param {number} atS
 */
function stateAt(atS) {
  const past = SCENES.filter((scene) => scene.atS <= atS);
  /** @param {'status' | 'style' | 'palette'} key */
  const last = (key) => past.findLast((scene) => scene[key] !== undefined)?.[key];
  const newest = past.findLast(({ types, says, style }) => (types ?? says ?? style) !== undefined);
  const typed = newest?.types?.slice(0, Math.ceil((atS - newest.atS) * TYPED_PER_S)) ?? '';
  const [style, palette] = [last('style'), last('palette')];
  return {
    typed,
    status: last('status') ?? '',
    lines: past.flatMap(({ says, ink = INK.plain }) => (says === undefined ? [] : [{ says, ink }])),
    picture: !style || palette === undefined ? null : { style, palette },
  };
}

/**
 * @param {import('../lib/import-typescript.mjs').CellGrid} grid
 * @param {import('../lib/import-typescript.mjs').CellGrid} picture
 */
function place(grid, picture) {
  for (let row = 0; row < STAGE.rows; row++) {
    for (let col = 0; col < STAGE.cols; col++) {
      const [from, to] = [row * STAGE.cols + col, row * GRID.cols + col];
      grid.glyphs[to] = picture.glyphs[from];
      grid.foreground[to] = picture.foreground[from];
      // A cell without one shows the ground.
      if (picture.background[from] <= 0xffffff) grid.background[to] = picture.background[from];
    }
  }
}

/**
 * @param {import('../lib/import-typescript.mjs').CellGrid} grid
 * @param {ReturnType<typeof stateAt>} now
 */
function writeWords(grid, { typed, status, lines }) {
  write(grid, PROMPT_ROW, 0, ` > ${typed}_`, INK.good);
  write(grid, STATUS_ROW, 0, status, INK.warn);
  let row = 0;
  for (const { says, ink } of lines) {
    for (const line of wrapped(says, GRID.cols - CHAT_COL)) write(grid, row++, CHAT_COL, line, ink);
    row += 1;
  }
}

/**
 * @param {import('../lib/import-typescript.mjs').CellGrid} grid
 * @param {number} row
 * @param {number} col
 * @param {string} text
 * @param {number} ink
 */
function write(grid, row, col, text, ink) {
  for (const [at, character] of [...text].entries()) {
    const place = row * GRID.cols + col + at;
    grid.glyphs[place] = character.charCodeAt(0);
    grid.foreground[place] = ink;
  }
}

/**
 * @param {string} text
 * @param {number} width
 */
function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/**
 * All cells have a ground here, so that every pixel has its colour.
 *
 * @param {Uint8ClampedArray} rgba
 */
function opaque(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel < rgba.length / 4; pixel++)
    rgb.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return rgb;
}
