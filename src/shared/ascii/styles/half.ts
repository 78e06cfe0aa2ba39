import { packYuv } from '../luma';
import { CHROMA_PER_CELL, LUMA_PER_CELL, type SampleGrid } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';

const UPPER_HALF = '▀';

/** Two pixels to a cell, one above the other: almost square ones. */
export const half: Style = { glyphs: UPPER_HALF, createKernel };

function createKernel(): StyleKernel {
  const glyph = UPPER_HALF.charCodeAt(0);
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      writeCell(cells, cell, glyph, halfColour(samples, cell, 0), halfColour(samples, cell, 1));
    }
  };
}

/** Mean colour of the upper (0) or lower (1) half of a cell. */
function halfColour({ luma, u, v }: SampleGrid, cell: number, part: 0 | 1): number {
  const at = cell * LUMA_PER_CELL + part * 4;
  const quadrant = cell * CHROMA_PER_CELL + part * 2;
  return packYuv(
    (luma[at] + luma[at + 1] + luma[at + 2] + luma[at + 3] + 2) >> 2,
    ((u[quadrant] + u[quadrant + 1] + 1) >> 1) - 128,
    ((v[quadrant] + v[quadrant + 1] + 1) >> 1) - 128,
  );
}
