import { writeFileSync } from 'node:fs';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { say } from '../lib/say.mjs';
import { cropFrame } from './crop-frame.mjs';

// The gallery of docs/styles.md: one frame of the head clip in every style, at two sizes, and in
// every palette.

const FRAME = 0;
/** Of the frame's 640x480, what fills 120x36 cells, and what fills 60x36. */
const WHOLE = { x: 0, y: 0, width: 640, height: 384 };
const PORTRAIT = { x: 128, y: 0, width: 320, height: 384 };
/** Both are as large on the page: finer cells, more of them. */
const SIZES = [
  { name: '120x36', cols: 120, rows: 36, cell: { cellWidthPx: 8, cellHeightPx: 16 } },
  { name: '240x72', cols: 240, rows: 72, cell: { cellWidthPx: 4, cellHeightPx: 8 } },
];
/** The style to show palettes in: the one that people start with. */
const PALETTE_STYLE = 'duotone';
const PALETTE_GRID = { cols: 60, rows: 36 };

/** @typedef {import('../lib/import-typescript.mjs').I420Frame} I420Frame */
/** @typedef {import('../lib/import-typescript.mjs').AsciiConfig} AsciiConfig */

/**
 * Draws all pictures of the gallery into `folder`: `style-NAME-COLSxROWS.png`, `palette-NAME.png`.
 *
 * @param {string} folder
 */
export async function drawGallery(folder) {
  const [{ faceFrame }, { measureFontAtlas }, { STYLE_NAMES }, { PALETTE_NAMES }] =
    await Promise.all([
      importTypeScript('test/helpers/face-frame.ts'),
      importTypeScript('test/helpers/font-atlas.ts'),
      importTypeScript('src/shared/ascii/styles.ts'),
      importTypeScript('src/shared/ascii/palettes.ts'),
    ]);
  const frame = faceFrame(FRAME);
  const take = await createCamera(folder);
  for (const { name, cols, rows, cell } of SIZES) {
    const atlas = await measureFontAtlas(cell);
    for (const style of STYLE_NAMES) {
      const picture = { frame: cropFrame(frame, WHOLE), config: { cols, rows, style, atlas } };
      take(`style-${style}-${name}`, picture);
    }
  }
  const atlas = await measureFontAtlas(SIZES[0].cell);
  for (const palette of PALETTE_NAMES) {
    const config = { ...PALETTE_GRID, style: PALETTE_STYLE, atlas, look: await lookIn(palette) };
    take(`palette-${palette}`, { frame: cropFrame(frame, PORTRAIT), config });
  }
}

/** @param {string} palette */
async function lookIn(palette) {
  const { lookOfSettings } = await importTypeScript('src/shared/config/look-of-settings.ts');
  const { DEFAULT_SETTINGS } = await importTypeScript('src/shared/config/settings.ts');
  return lookOfSettings({ ...DEFAULT_SETTINGS, palette });
}

/**
 * What draws a frame and saves it.
 *
 * @param {string} folder
 * @returns {Promise<(name: string, picture: { frame: I420Frame, config: AsciiConfig }) => void>}
 */
async function createCamera(folder) {
  const [{ createAsciiEngine }, { createRaster }, { COLOURS }, { encodePng }] = await Promise.all([
    importTypeScript('src/shared/ascii/engine.ts'),
    importTypeScript('src/shared/ascii/raster.ts'),
    importTypeScript('src/renderer/terminal/terminal-theme.ts'),
    import('./encode-png.mjs'),
  ]);
  return (name, { frame, config }) => {
    const { cellWidthPx, cellHeightPx } = config.atlas;
    const [width, height] = [config.cols * cellWidthPx, config.rows * cellHeightPx];
    const pixels = new Uint8ClampedArray(width * height * 4);
    const raster = createRaster({ cellWidthPx, cellHeightPx, atlas: config.atlas });
    raster.paint(createAsciiEngine(config).draw(frame), pixels, true);
    const path = `${folder}/${name}.png`;
    writeFileSync(fromRoot(path), encodePng(onGround(pixels, COLOURS.ground), width, height));
    say(`  ${path}`);
  };
}

/**
 * RGB of RGBA pixels on `ground` (#rrggbb), in 32 levels: no eye sees it, and the files are half as
 * large.
 *
 * @param {Uint8ClampedArray} pixels
 * @param {string} ground
 */
function onGround(pixels, ground) {
  const below = [1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16));
  const rgb = new Uint8Array((pixels.length / 4) * 3);
  for (let pixel = 0; pixel < pixels.length / 4; pixel++) {
    const alpha = pixels[pixel * 4 + 3] / 255;
    for (let channel = 0; channel < 3; channel++) {
      const ink = pixels[pixel * 4 + channel];
      rgb[pixel * 3 + channel] = inSteps(ink * alpha + below[channel] * (1 - alpha));
    }
  }
  return rgb;
}

/**
 * The nearest of 32 levels from 0 to 255.
 *
 * @param {number} level
 */
function inSteps(level) {
  return Math.round((Math.round((level * 31) / 255) * 255) / 31);
}
