import {
  MAX_SHELL_COLS,
  MAX_SHELL_ROWS,
  MIN_SHELL_COLS,
  MIN_SHELL_ROWS,
  type ShellSize,
  USUAL_SHELL_SIZE,
} from './shell-screen';

/** As large as there is room for in the window of whoever shares it. */
export const FITTING_SHELL = 'auto';
export const SHELL_SIZE_EXPECTATION = `auto, or columns and rows such as 100x30, from ${MIN_SHELL_COLS}x${MIN_SHELL_ROWS} to ${MAX_SHELL_COLS}x${MAX_SHELL_ROWS}`;

/** The rest of the stage is for people. */
const STAGE_SHARE = 0.8;

/** `COLSxROWS`; `null`: no size that a terminal can have. */
export function readShellSize(text: string): ShellSize | null {
  const [, cols, rows] = /^(\d{1,3})x(\d{1,3})$/i.exec(text) ?? [];
  const size = { cols: Number(cols), rows: Number(rows) };
  const isSound =
    size.cols >= MIN_SHELL_COLS &&
    size.cols <= MAX_SHELL_COLS &&
    size.rows >= MIN_SHELL_ROWS &&
    size.rows <= MAX_SHELL_ROWS;
  return isSound ? size : null;
}

/**
 * How large a shared terminal is to be. In what its programs expect they find room, however small
 * the window: letters are smaller there.
 *
 * @param wished FITTING_SHELL, or `COLSxROWS`.
 * @param stage Cells of the window's stage.
 */
export function shellSizeFor(wished: string, stage: ShellSize): ShellSize {
  const fit = (cells: number, least: number, most: number): number =>
    Math.min(most, Math.max(least, Math.floor(cells * STAGE_SHARE)));
  return (
    readShellSize(wished) ?? {
      cols: fit(stage.cols, USUAL_SHELL_SIZE.cols, MAX_SHELL_COLS),
      rows: fit(stage.rows, USUAL_SHELL_SIZE.rows, MAX_SHELL_ROWS),
    }
  );
}
