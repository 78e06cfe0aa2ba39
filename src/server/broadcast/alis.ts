import type { GridSize } from './grid-ladder';

// Version 1 of asciinema's live stream: https://docs.asciinema.org/manual/server/streaming/
// Each message over the WebSocket is one of these.

/** As `Sec-WebSocket-Protocol` names it. */
export const ALIS_PROTOCOL = 'v1.alis';
/** The first message. */
export const ALIS_MAGIC = Buffer.from('ALiS\x01', 'latin1');

const INIT = 0x01;
const OUTPUT = 0x6f;
const END_OF_TRANSMISSION = 0x04;
const NO_THEME = 0x00;

/** The terminal as it is at first, or from now on. @param atUs Since the stream began. */
export function alisInit(id: number, atUs: number, { cols, rows }: GridSize, screen: Buffer) {
  const head = [INIT, ...leb128(id), ...leb128(atUs), ...leb128(cols), ...leb128(rows), NO_THEME];
  return Buffer.concat([Buffer.from([...head, ...leb128(screen.length)]), screen]);
}

/** @param sinceUs The event before. */
export function alisOutput(id: number, sinceUs: number, output: Buffer): Buffer {
  const head = [OUTPUT, ...leb128(id), ...leb128(sinceUs), ...leb128(output.length)];
  return Buffer.concat([Buffer.from(head), output]);
}

/** Nothing comes any more, unless it begins anew. */
export function alisEnd(sinceUs: number): Buffer {
  return Buffer.from([END_OF_TRANSMISSION, ...leb128(sinceUs)]);
}

/** Unsigned: seven bits a byte, the lowest first, the highest bit set but in the last. */
function leb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = Math.max(0, Math.round(value));
  do {
    const low = rest % 0x80;
    rest = Math.floor(rest / 0x80);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}
