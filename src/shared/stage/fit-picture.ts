/** In cells. */
export interface Size {
  readonly cols: number;
  readonly rows: number;
}

/** The largest picture of `aspect` in `room`, in whole cells; never less than one. */
export function fitPicture(aspect: number, room: Size, cellAspect: number): Size {
  /** Columns that are as wide as one row is high, times the picture's aspect. */
  const colsPerRow = aspect / cellAspect;
  const rows = Math.round(room.cols / colsPerRow);
  if (rows <= room.rows) return { cols: room.cols, rows: Math.max(1, rows) };
  const cols = Math.round(room.rows * colsPerRow);
  return { cols: Math.max(1, Math.min(room.cols, cols)), rows: room.rows };
}
