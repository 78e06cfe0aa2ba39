import type { ScreenLayout } from './screen-layout';
import type { ScreenFacts } from './screen-view';
import { wrapText } from './wrap-text';

/** Lines of a panel as rows of a stage of so many columns. */
export function panelRows(lines: readonly string[], cols: number): string[] {
  return lines.flatMap((line) => wrapText(line, Math.max(1, cols - 1)));
}

/** What somebody has said, line by line, as rows of a chat of so many columns. */
export function chatRows(text: string, cols: number): string[] {
  return text.split('\n').flatMap((line) => wrapText(line, cols));
}

/** How many rows do not fit: of the panel, if there is one, else of the chat. */
export function scrollableRows(
  { panel, lines }: Pick<ScreenFacts, 'panel' | 'lines'>,
  { stage, chat }: Pick<ScreenLayout, 'stage' | 'chat'>,
): number {
  // The title stays.
  if (panel !== null)
    return Math.max(0, panelRows(panel.lines, stage.cols).length - (stage.rows - 1));
  const said = lines.map(({ text }) => chatRows(text, chat.cols).length);
  return Math.max(0, said.reduce((all, rows) => all + rows, 0) - chat.rows);
}
