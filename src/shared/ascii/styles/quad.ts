import { packYuv } from '../luma';
import { CHROMA_PER_CELL, LUMA_PER_CELL, type SampleGrid } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';

/**
 * Quadrant blocks by the quadrants that ink covers: bit 0 upper left, 1 upper right, 2 lower left,
 * 3 lower right.
 */
const BLOCKS = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█';

/** The same in rising share of ink. */
const GLYPHS = ' ▘▝▖▗▀▌▞▚▐▄▛▜▙▟█';

const QUADRANTS = 4;
const ALL = 15;

/**
 * How much a step of chroma counts against one of luma: eyes see it less, and hardly where it is.
 */
const CHROMA_WEIGHT = 0.5;

/** Four pixels to a cell, in the two colours that serve them best. */
export const quad: Style = { glyphs: GLYPHS, createKernel };

/** Y, U and V of the four quadrants of a cell, one after the other: `[channel * 4 + quadrant]`. */
type QuadrantColours = Int32Array;

function createKernel(): StyleKernel {
  const codePoints = Uint16Array.from(BLOCKS, (block) => block.charCodeAt(0));
  const colours: QuadrantColours = new Int32Array(3 * QUADRANTS);
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      readQuadrants(samples, cell, colours);
      const mask = bestDivision(colours);
      const ink = meanColour(colours, mask);
      const paper = mask === ALL ? ink : meanColour(colours, ALL - mask);
      writeCell(cells, cell, codePoints[mask], ink, paper);
    }
  };
}

function readQuadrants({ luma, u, v }: SampleGrid, cell: number, colours: QuadrantColours): void {
  for (let quadrant = 0; quadrant < QUADRANTS; quadrant++) {
    const at = cell * LUMA_PER_CELL + (quadrant >> 1) * 4 + (quadrant & 1);
    const chroma = cell * CHROMA_PER_CELL + quadrant;
    colours[quadrant] = (luma[at] + luma[at + 2] + 1) >> 1;
    colours[QUADRANTS + quadrant] = u[chroma] - 128;
    colours[2 * QUADRANTS + quadrant] = v[chroma] - 128;
  }
}

/**
 * The quadrants that ink should cover: of all ways to divide the four in two, the one whose parts
 * are furthest apart, which leaves the least error in each. Ink is the brighter part, so that the
 * text of a picture is a picture, too. One colour all over is a full block.
 */
function bestDivision(colours: QuadrantColours): number {
  let best = ALL;
  let bestDistance = 0;
  for (let mask = 1; mask < ALL / 2; mask++) {
    const distance = partDistance(colours, mask);
    if (distance > bestDistance) {
      bestDistance = distance;
      best = mask;
    }
  }
  return best !== ALL && lumaGap(colours, best) < 0 ? ALL - best : best;
}

/** Squared error that two colours save over one: that between the parts, times their sizes. */
function partDistance(colours: QuadrantColours, mask: number): number {
  const luma = channelGap(colours, 0, mask);
  const u = channelGap(colours, 1, mask);
  const v = channelGap(colours, 2, mask);
  const size = sizeOf(mask);
  return (luma * luma + CHROMA_WEIGHT * (u * u + v * v)) / (size * (QUADRANTS - size));
}

const lumaGap = (colours: QuadrantColours, mask: number): number => channelGap(colours, 0, mask);

/** Mean of a channel inside `mask` less that outside, times the sizes of both parts. */
function channelGap(colours: QuadrantColours, channel: number, mask: number): number {
  let inside = 0;
  let outside = 0;
  for (let quadrant = 0; quadrant < QUADRANTS; quadrant++) {
    const value = colours[channel * QUADRANTS + quadrant];
    if (((mask >> quadrant) & 1) === 1) inside += value;
    else outside += value;
  }
  const size = sizeOf(mask);
  return inside * (QUADRANTS - size) - outside * size;
}

/** How many quadrants are in `mask`. */
function sizeOf(mask: number): number {
  return (mask & 1) + ((mask >> 1) & 1) + ((mask >> 2) & 1) + (mask >> 3);
}

function meanColour(colours: QuadrantColours, mask: number): number {
  return packYuv(
    channelMean(colours, 0, mask),
    channelMean(colours, 1, mask),
    channelMean(colours, 2, mask),
  );
}

function channelMean(colours: QuadrantColours, channel: number, mask: number): number {
  let sum = 0;
  for (let quadrant = 0; quadrant < QUADRANTS; quadrant++) {
    if (((mask >> quadrant) & 1) === 1) sum += colours[channel * QUADRANTS + quadrant];
  }
  return Math.round(sum / sizeOf(mask));
}
