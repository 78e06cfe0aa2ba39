import { MAX_STAGE_COLS } from '../../shared/protocol/limits';

export interface GridSize {
  readonly cols: number;
  readonly rows: number;
}

/** What a terminal has of which nobody said how large it is. */
export const USUAL_TERMINAL: GridSize = { cols: 80, rows: 24 };

const SMALLEST = 20;
const STEP = 10;
const WIDTHS = Array.from(
  { length: (MAX_STAGE_COLS - SMALLEST) / STEP + 1 },
  (_, index) => MAX_STAGE_COLS - index * STEP,
);

/**
 * The largest grid for a stage of that size in a terminal of the other: whole, if it fits, else one
 * of a few widths, so that viewers share grids. Never more cells than the stage has.
 */
export function gridFor(stage: GridSize, terminal: GridSize): GridSize {
  if (stage.cols <= terminal.cols && stage.rows <= terminal.rows) return stage;
  const narrower = WIDTHS.filter((cols) => cols < stage.cols).map((cols) => ({
    cols,
    rows: Math.max(1, Math.floor((cols * stage.rows) / stage.cols)),
  }));
  const fitting = narrower.find(({ cols, rows }) => cols <= terminal.cols && rows <= terminal.rows);
  return fitting ?? narrower.at(-1) ?? stage;
}
