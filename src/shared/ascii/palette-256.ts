/** xterm's 6x6x6 cube starts at 16, its 24 greys at 232 (xterm's 256colres.pl). */
const CUBE_START = 16;
const GREY_START = 232;
const GREY_COUNT = 24;
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** 0xRRGGBB of palette entry `index` (16..255; the first 16 belong to the user's theme). */
export function paletteColour(index: number): number {
  if (index >= GREY_START) return greyLevel(index - GREY_START) * 0x01_01_01;
  const place = index - CUBE_START;
  const red = CUBE_LEVELS[Math.floor(place / 36)];
  const green = CUBE_LEVELS[Math.floor(place / 6) % 6];
  return (red << 16) | (green << 8) | CUBE_LEVELS[place % 6];
}

/** The entry (16..255) nearest to `rgb` by squared distance; of equals, the cube's. */
export function nearestPaletteIndex(rgb: number): number {
  const red = cubeStep((rgb >> 16) & 0xff);
  const green = cubeStep((rgb >> 8) & 0xff);
  const blue = cubeStep(rgb & 0xff);
  const cube = CUBE_START + 36 * red + 6 * green + blue;
  const grey = GREY_START + nearestGrey(rgb);
  return distance(rgb, paletteColour(grey)) < distance(rgb, paletteColour(cube)) ? grey : cube;
}

function greyLevel(step: number): number {
  return 8 + 10 * step;
}

/** The nearest of the six levels: they are 40 apart, but for the first. */
function cubeStep(level: number): number {
  if (level < 48) return 0;
  if (level < 115) return 1;
  return Math.round((level - 55) / 40);
}

/** The nearest grey to a colour is the one nearest to the mean of its channels. */
function nearestGrey(rgb: number): number {
  const mean = (((rgb >> 16) & 0xff) + ((rgb >> 8) & 0xff) + (rgb & 0xff)) / 3;
  return Math.min(GREY_COUNT - 1, Math.max(0, Math.round((mean - 8) / 10)));
}

function distance(a: number, b: number): number {
  const red = ((a >> 16) & 0xff) - ((b >> 16) & 0xff);
  const green = ((a >> 8) & 0xff) - ((b >> 8) & 0xff);
  const blue = (a & 0xff) - (b & 0xff);
  return red * red + green * green + blue * blue;
}
