import { type CellRun, cellsToRuns } from '../../shared/ascii/cell-runs';
import { createAsciiEngine } from '../../shared/ascii/engine';
import { fitGrid } from '../../shared/ascii/fit-grid';
import type { ScreenThumbnail } from '../../shared/ipc/screens-api';
import { element } from './element';

/** As large as a thumbnail gets, in cells that are twice as high as wide. */
const MAX_COLS = 48;
const MAX_ROWS = 15;

/** A small picture as coloured text, drawn by the engine that draws people. */
export function textThumbnail({ widthPx, heightPx, rgba }: ScreenThumbnail): HTMLElement {
  const { cols, rows } = fitGrid({
    areaWidthPx: MAX_COLS,
    areaHeightPx: 2 * MAX_ROWS,
    cellWidthPx: 1,
    cellHeightPx: 2,
    aspect: widthPx / heightPx,
  });
  const engine = createAsciiEngine({ cols, rows, style: 'duotone' });
  const frame = {
    format: 'rgba',
    width: widthPx,
    height: heightPx,
    data: rgba,
    stride: 4 * widthPx,
  } as const;
  const lines = cellsToRuns(engine.draw(frame));
  engine.dispose();
  const rowElements = lines.map((runs) => element('div', {}, ...runs.map(runElement)));
  const picture = element('div', { class: 'thumbnail' }, ...rowElements);
  // Letters without a meaning: the name says what it is.
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}

function runElement({ text, foreground, background }: CellRun): HTMLElement {
  const run = element('span', { text });
  run.style.color = cssColour(foreground);
  if (background !== null) run.style.background = cssColour(background);
  return run;
}

function cssColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
