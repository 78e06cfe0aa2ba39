import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';

export const RANDOMART_COLS = 17;
export const RANDOMART_ROWS = 9;
/** By how often the bishop was there; the last but two for all that is more. */
const MARKS = ' .o+=*BOX@%&#/^';
const START_MARK = 'S';
const END_MARK = 'E';
const MOVES_PER_BYTE = 4;

const within = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1);

/** The walk that OpenSSH draws of a hash (`ssh-keygen -lv`): nine rows of seventeen characters. */
export function drunkenBishop(hash: Uint8Array): string[] {
  const visits = new Uint8Array(RANDOMART_COLS * RANDOMART_ROWS);
  const start = { col: RANDOMART_COLS >> 1, row: RANDOMART_ROWS >> 1 };
  let { col, row } = start;
  for (const byte of hash) {
    for (let move = 0; move < MOVES_PER_BYTE; move += 1) {
      // Two bits a move, the lowest first: right or left, down or up.
      const bits = byte >> (2 * move);
      col = within(col + (bits & 1 ? 1 : -1), RANDOMART_COLS);
      row = within(row + (bits & 2 ? 1 : -1), RANDOMART_ROWS);
      visits[row * RANDOMART_COLS + col] += 1;
    }
  }
  const marks = [...visits].map((count) => MARKS.charAt(Math.min(count, MARKS.length - 1)));
  marks[start.row * RANDOMART_COLS + start.col] = START_MARK;
  marks[row * RANDOMART_COLS + col] = END_MARK;
  return Array.from({ length: RANDOMART_ROWS }, (_, index) =>
    marks.slice(index * RANDOMART_COLS, (index + 1) * RANDOMART_COLS).join(''),
  );
}

/** A picture of a key, to be known again at a glance: of its SHA-256, as OpenSSH's are. */
export function randomart(key: PublicKey): string[] {
  return drunkenBishop(sha256(hexToBytes(key)));
}
