import { type DeltaDepth, paletteColours, paletteTable } from './terminal-palette';

/** Parameters of SGR, each with its semicolon; in the last byte how long it is. */
export const ENTRY_BYTES = 16;
export const LENGTH_AT = 15;
/** Behind the palette: the terminal's own colour, and what begins 24 bits. */
const OWN_ENTRY = 256;
const RGB_ENTRY = 257;
const ENTRY_COUNT = 258;

export interface DeltaTables {
  /** Of each 15-bit colour, that of the palette; `null`: colours are told as they are. */
  readonly palette: Uint8Array | null;
  /** 0xRRGGBB of each number that is told; `null`: numbers are told as they are, or none is. */
  readonly rgb: Int32Array | null;
  readonly inks: Uint8Array;
  readonly papers: Uint8Array;
}

/** What colours are called, in xterm's form (ctlseqs.txt, "Character Attributes"). */
export function createDeltaTables(depth: DeltaDepth): DeltaTables {
  return {
    palette: depth === '16' || depth === '256' ? paletteTable(depth) : null,
    rgb: depth === '16' || depth === '256' ? paletteColours(depth) : null,
    inks: entries(depth, 30),
    papers: entries(depth, 40),
  };
}

/** @param layer 30: ink; 40: paper. */
function entries(depth: DeltaDepth, layer: 30 | 40): Uint8Array {
  const table = new Uint8Array(ENTRY_COUNT * ENTRY_BYTES);
  const set = (entry: number, text: string): void => {
    table.set(Array.from(`${text};`, codeOf), entry * ENTRY_BYTES);
    table[entry * ENTRY_BYTES + LENGTH_AT] = text.length + 1;
  };
  for (let index = 0; index < OWN_ENTRY; index++) set(index, entryText(depth, layer, index));
  set(OWN_ENTRY, depth === 'none' ? '27' : String(layer + 9));
  set(RGB_ENTRY, `${layer + 8};2`);
  return table;
}

function entryText(depth: DeltaDepth, layer: number, index: number): string {
  if (depth === 'none') return '7';
  if (depth !== '16') return `${layer + 8};5;${index}`;
  return String(index < 8 ? layer + index : layer + 52 + index);
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
