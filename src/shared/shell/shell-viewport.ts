import { copyShellCell, createShellScreen, type ShellScreen, type ShellSize } from './shell-screen';

/** The part of a screen that is seen, from its top left cell on. */
export interface ShellViewport extends ShellSize {
  readonly col: number;
  readonly row: number;
}

/**
 * The part of a screen that is seen where there is room for `room` of its cells: all of it, or what
 * is around the cursor. Pure.
 */
export function viewportOf({ cols, rows, cursor }: ShellScreen, room: ShellSize): ShellViewport {
  const size = { cols: Math.min(cols, room.cols), rows: Math.min(rows, room.rows) };
  // A line is read from its beginning, as long as the cursor can be seen then.
  const col = cursor.col < size.cols ? 0 : Math.min(cols - size.cols, cursor.col - size.cols + 1);
  const row = cursor.row < size.rows ? 0 : Math.min(rows - size.rows, cursor.row - size.rows + 1);
  return { col, row, ...size };
}

/** That part as a screen of its own, with the cursor where it is on it. */
export function cutShell(
  screen: ShellScreen,
  { col, row, cols, rows }: ShellViewport,
): ShellScreen {
  const cut = createShellScreen({ cols, rows });
  for (let down = 0; down < rows; down++) {
    for (let across = 0; across < cols; across++) {
      const from = (row + down) * screen.cols + col + across;
      copyShellCell(screen, from, cut, down * cols + across);
    }
  }
  const { cursor } = screen;
  cut.cursor = {
    col: Math.max(0, cursor.col - col),
    row: Math.max(0, cursor.row - row),
    isVisible: cursor.isVisible,
  };
  return cut;
}
