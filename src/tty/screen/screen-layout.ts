/** Rows and columns of a part of the screen. */
export interface Area {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

export interface ScreenLayout {
  readonly stage: Area;
  readonly chat: Area;
  /** Of a row each. */
  readonly status: Area;
  readonly line: Area;
}

/** From so many columns on, the chat stands beside the stage, as in the window. */
const WIDE_COLS = 110;
const CHAT_SHARE = 0.26;
const MIN_CHAT_COLS = 30;
const MAX_CHAT_COLS = 60;
/** Below a stage, the chat's share of the rows. */
const CHAT_ROWS_SHARE = 0.25;
const MIN_CHAT_ROWS = 2;
const MAX_CHAT_ROWS = 8;

/** Where the parts of a screen go. @param isChatShown Without it the stage has the chat's room. */
export function layoutScreen(cols: number, rows: number, isChatShown: boolean): ScreenLayout {
  const above = Math.max(1, rows - 2);
  const status = { col: 0, row: above, cols, rows: 1 };
  const line = { col: 0, row: Math.min(rows - 1, above + 1), cols, rows: 1 };
  const bar = { status, line };
  if (!isChatShown) {
    const none = { col: 0, row: above, cols, rows: 0 };
    return { stage: { col: 0, row: 0, cols, rows: above }, chat: none, ...bar };
  }
  if (cols >= WIDE_COLS) {
    const wished = Math.floor(cols * CHAT_SHARE);
    const chatCols = Math.min(MAX_CHAT_COLS, Math.max(MIN_CHAT_COLS, wished));
    const stageCols = cols - chatCols - 1;
    return {
      stage: { col: 0, row: 0, cols: stageCols, rows: above },
      chat: { col: stageCols + 1, row: 0, cols: chatCols, rows: above },
      ...bar,
    };
  }
  const chatRows = Math.min(
    MAX_CHAT_ROWS,
    Math.max(MIN_CHAT_ROWS, Math.floor(above * CHAT_ROWS_SHARE)),
    above - 1,
  );
  return {
    stage: { col: 0, row: 0, cols, rows: above - chatRows },
    chat: { col: 0, row: above - chatRows, cols, rows: chatRows },
    ...bar,
  };
}
