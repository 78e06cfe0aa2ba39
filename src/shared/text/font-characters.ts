/** Whether a font draws a code point of the Basic Multilingual Plane (0..0xffff). */
export type HasCharacter = (codePoint: number) => boolean;

const CMAP = 0x63_6d_61_70;
const FORMAT_BMP = 4;
/** Platforms whose tables are of Unicode: Unicode itself, and Windows with its encoding 1. */
const UNICODE = 0;
const WINDOWS = 3;

/**
 * Reads which characters an OpenType or TrueType font has, of its table `cmap` (OpenType 1.9,
 * "cmap", format 4).
 *
 * @throws RangeError when the file ends too early, or has no such table.
 */
export function fontCharacters(file: ArrayBuffer): HasCharacter {
  const view = new DataView(file);
  const table = bmpTable(view, cmapOffset(view));
  const segmentBytes = view.getUint16(table + 6);
  const ends = table + 14;
  const starts = ends + segmentBytes + 2;
  return (codePoint) => {
    for (let at = 0; at < segmentBytes; at += 2) {
      if (codePoint > view.getUint16(ends + at)) continue;
      if (codePoint < view.getUint16(starts + at)) return false;
      return glyphIn(view, starts + at, segmentBytes, codePoint) !== 0;
    }
    return false;
  };
}

/** The glyph of a code point in the segment whose start is at `start`; 0: none. */
function glyphIn(view: DataView, start: number, segmentBytes: number, codePoint: number): number {
  const delta = view.getUint16(start + segmentBytes);
  const rangeAt = start + 2 * segmentBytes;
  const range = view.getUint16(rangeAt);
  if (range === 0) return (codePoint + delta) & 0xffff;
  const glyph = view.getUint16(rangeAt + range + 2 * (codePoint - view.getUint16(start)));
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}

function cmapOffset(view: DataView): number {
  const tables = view.getUint16(4);
  for (let record = 12; record < 12 + 16 * tables; record += 16) {
    if (view.getUint32(record) === CMAP) return view.getUint32(record + 8);
  }
  throw new RangeError('The font says nothing of its characters');
}

function bmpTable(view: DataView, cmap: number): number {
  const tables = view.getUint16(cmap + 2);
  for (let record = cmap + 4; record < cmap + 4 + 8 * tables; record += 8) {
    const [platform, encoding] = [view.getUint16(record), view.getUint16(record + 2)];
    const table = cmap + view.getUint32(record + 4);
    const isUnicode = platform === UNICODE || (platform === WINDOWS && encoding === 1);
    if (isUnicode && view.getUint16(table) === FORMAT_BMP) return table;
  }
  throw new RangeError('The font has no table of Unicode characters');
}
