import { nameKey } from '../text/name-key';

// Somebody without a picture: a small creature in half blocks, whose shape and colour are those of
// the name. The same name is the same creature everywhere.

export interface Avatar {
  /** One string per row of cells, all equally wide; blanks are the ground. */
  readonly rows: readonly string[];
  /** `#rrggbb`, to be read on a dark ground. */
  readonly colour: string;
}

/** The left half and the middle: `#` is body, `.` is not, and what `?` is the name decides. */
const HALF = ['.?.??#', '..?###', '??##?#', '?##.##', '######', '?#####', '.??#??', '?#?.?.'];
const HALF_COLS = 6;
export const AVATAR_WIDTH = 2 * HALF_COLS - 1;
const AVATAR_HEIGHT = HALF.length;
const PIXEL_ROWS_PER_CELL = 2;
/** Of the room that there is, along each axis. */
const SHARE = 0.75;

const COLOURS = [
  '#5cf28c',
  '#7cc7ff',
  '#ffb454',
  '#ff8fa3',
  '#c9a2ff',
  '#63e6d8',
  '#e6e05c',
  '#ff9be8',
  '#9be15c',
  '#8fa8ff',
] as const;

/**
 * The avatar of `name`, as large as suits `cols` x `rows` cells; `null`: there is no room for one.
 */
export function drawAvatar(name: string, cols: number, rows: number): Avatar | null {
  const scale = Math.floor(
    Math.min((cols * SHARE) / AVATAR_WIDTH, (rows * PIXEL_ROWS_PER_CELL * SHARE) / AVATAR_HEIGHT),
  );
  const isTight = scale < 1;
  if (isTight && (cols < AVATAR_WIDTH || rows * PIXEL_ROWS_PER_CELL < AVATAR_HEIGHT)) return null;
  const hash = hashOf(nameKey(name));
  return {
    rows: toHalfBlocks(creature(hash), Math.max(1, scale)),
    colour: COLOURS[(hash >>> 16) % COLOURS.length],
  };
}

/** FNV-1a over code points, 32 bits, and a last stir so that all bits depend on every letter. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Pixels row by row, `true` where there is body. */
function creature(hash: number): boolean[][] {
  let bits = hash;
  const choose = (): boolean => {
    const bit = (bits & 1) === 1;
    bits >>>= 1;
    return bit;
  };
  return HALF.map((line) => {
    const left = Array.from(line, (mark) => mark === '#' || (mark === '?' && choose()));
    return [...left, ...left.slice(0, -1).reverse()];
  });
}

/** Each pixel becomes `scale` x `scale` half cells. */
function toHalfBlocks(pixels: readonly (readonly boolean[])[], scale: number): string[] {
  const blank: readonly boolean[] = [];
  const rowAt = (y: number): readonly boolean[] => pixels.at(Math.floor(y / scale)) ?? blank;
  const rows = Math.ceil((AVATAR_HEIGHT * scale) / PIXEL_ROWS_PER_CELL);
  return Array.from({ length: rows }, (_, row) => {
    const [upper, lower] = [rowAt(row * PIXEL_ROWS_PER_CELL), rowAt(row * PIXEL_ROWS_PER_CELL + 1)];
    return Array.from({ length: AVATAR_WIDTH }, (__, x) =>
      halfBlock(upper.at(x) ?? false, lower.at(x) ?? false).repeat(scale),
    ).join('');
  });
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
