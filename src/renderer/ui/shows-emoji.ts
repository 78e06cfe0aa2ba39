const SIZE_PX = 16;
const FAMILY = 'sans-serif';
const SAMPLE = '🐶';
const BYTES_PER_PIXEL = 4;

let known: boolean | null = null;

/**
 * Whether emoji are drawn in colour here. Where there is no font for them, each would be the same
 * empty box.
 */
export function showsEmoji(): boolean {
  known ??= drawsColour();
  return known;
}

function drawsColour(): boolean {
  const context = new OffscreenCanvas(SIZE_PX, SIZE_PX).getContext('2d');
  if (context === null) return false;
  context.textBaseline = 'top';
  context.font = [`${SIZE_PX}px`, FAMILY].join(' ');
  context.fillText(SAMPLE, 0, 0);
  const { data } = context.getImageData(0, 0, SIZE_PX, SIZE_PX);
  for (let at = 0; at < data.length; at += BYTES_PER_PIXEL) {
    // Letters, and the empty box, are drawn in black.
    if (data[at] !== 0 || data[at + 1] !== 0 || data[at + 2] !== 0) return true;
  }
  return false;
}
