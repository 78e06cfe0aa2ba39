/** Colours are counted in 32 levels a channel. */
const BITS = 5;
const LEVELS = 1 << BITS;
const CHANNELS = [0, 1, 2];

/**
 * A colour as it was counted: its three levels, and how often it was there.
 *
 * @typedef {readonly [red: number, green: number, blue: number, count: number]} Counted
 */

/**
 * Up to `count` colours that stand for all of some pictures (Heckbert's median cut), and what
 * finds the one that stands for a pixel.
 *
 * @param {readonly Uint8Array[]} pictures R G B, 8 bits each
 * @param {number} count
 */
export function choosePalette(pictures, count) {
  const boxes = [countColours(pictures)];
  while (boxes.length < count) {
    const [at] = boxes
      .map((box, index) => /** @type {const} */ ([index, weightOf(box)]))
      .reduce((best, each) => (each[1] > best[1] ? each : best));
    if (boxes[at].length < 2) break;
    boxes.push(...split(boxes.splice(at, 1)[0]));
  }
  const palette = boxes.map(meanOf);
  const table = new Uint8Array(LEVELS ** 3);
  boxes.forEach((box, index) => box.forEach((colour) => (table[keyOf(colour)] = index)));
  return {
    /** @type {readonly (readonly number[])[]} */
    palette,
    /**
     * @param {Uint8Array} rgb
     * @param {number} at the first byte of the pixel
     */
    indexOf: (rgb, at) =>
      table[keyOf([rgb[at] >> (8 - BITS), rgb[at + 1] >> (8 - BITS), rgb[at + 2] >> (8 - BITS)])],
  };
}

/** @param {readonly number[]} levels */
const keyOf = ([red, green, blue]) => (red << (2 * BITS)) | (green << BITS) | blue;

/**
 * @param {readonly Uint8Array[]} pictures
 * @returns {Counted[]}
 */
function countColours(pictures) {
  const counts = new Uint32Array(LEVELS ** 3);
  for (const rgb of pictures) {
    for (let at = 0; at < rgb.length; at += 3) {
      const levels = CHANNELS.map((channel) => rgb[at + channel] >> (8 - BITS));
      counts[keyOf(levels)] += 1;
    }
  }
  return [...counts.entries()]
    .filter(([, seen]) => seen > 0)
    .map(([key, seen]) => [
      key >> (2 * BITS),
      (key >> BITS) & (LEVELS - 1),
      key & (LEVELS - 1),
      seen,
    ]);
}

/**
 * How far a box reaches in its longest channel, and in which.
 *
 * @param {readonly Counted[]} box
 */
function reachOf(box) {
  const reaches = CHANNELS.map((channel) => {
    const levels = box.map((colour) => colour[channel]);
    return Math.max(...levels) - Math.min(...levels);
  });
  const reach = Math.max(...reaches);
  return { reach, channel: reaches.indexOf(reach) };
}

/**
 * Large boxes are split first; that one is full counts less, so that rare colours stay.
 *
 * @param {readonly Counted[]} box
 */
function weightOf(box) {
  const count = box.reduce((sum, colour) => sum + colour[3], 0);
  return reachOf(box).reach * count ** 0.35;
}

/**
 * @param {Counted[]} box
 * @returns {[Counted[], Counted[]]}
 */
function split(box) {
  const { channel } = reachOf(box);
  const sorted = [...box].sort((one, other) => one[channel] - other[channel]);
  const half = box.reduce((sum, colour) => sum + Math.sqrt(colour[3]), 0) / 2;
  let seen = 0;
  const at = sorted.findIndex((colour) => (seen += Math.sqrt(colour[3])) >= half);
  const middle = Math.min(Math.max(at, 1), sorted.length - 1);
  return [sorted.slice(0, middle), sorted.slice(middle)];
}

/** @param {readonly Counted[]} box */
function meanOf(box) {
  const count = box.reduce((sum, colour) => sum + colour[3], 0);
  return CHANNELS.map((channel) => {
    const sum = box.reduce((total, colour) => total + colour[channel] * colour[3], 0);
    return Math.round((sum / count / (LEVELS - 1)) * 255);
  });
}
