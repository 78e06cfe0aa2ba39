const ROW_HEADINGS = ['what', 'grid', 'value', 'unit', 'note'];
const BAR_HEADINGS = ['bar', 'what', 'value', 'unit', 'ask', 'holds', 'note'];

/**
 * One line of the bench's table.
 *
 * @typedef {object} BenchRow
 * @property {string} what
 * @property {string} grid
 * @property {number} value
 * @property {string} unit
 * @property {string} [note]
 */

/**
 * What has to be reached, and what is. Nulls: nothing could be measured.
 *
 * @typedef {object} BenchBar
 * @property {string} id
 * @property {string} what
 * @property {number | null} value
 * @property {string} unit
 * @property {string} ask As in '<= 0.01'.
 * @property {boolean | null} holds
 * @property {string} [note]
 */

/** @param {import('./describe-machine.mjs').Machine} machine */
export function renderMachine({ cpu, cores, memoryGib, system, node, programs, loadAverage }) {
  const versions = [`Node.js ${node}`, ...programs].join(', ');
  const load = `load average ${loadAverage}`;
  return `${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, ${load}; ${versions}`;
}

/**
 * A table of bench rows.
 *
 * @param {readonly BenchRow[]} rows
 */
export function renderRows(rows) {
  const lines = rows.map(({ what, grid, value, unit, note }) => [
    what,
    grid,
    formatValue(value),
    unit,
    note ?? '',
  ]);
  return renderTable(ROW_HEADINGS, lines);
}

/**
 * A table of bars.
 *
 * @param {readonly BenchBar[]} bars
 */
export function renderBars(bars) {
  const lines = bars.map(({ id, what, value, unit, ask, holds, note }) => [
    id,
    what,
    value === null ? '-' : formatValue(value),
    unit,
    ask.replace(/[\d.]+$/, (limit) => `${Number(Number(limit).toPrecision(3))}`),
    formatHolds(holds),
    note ?? '',
  ]);
  return renderTable(BAR_HEADINGS, lines);
}

/** @param {boolean | null} holds */
function formatHolds(holds) {
  if (holds === null) return 'skipped';
  return holds ? 'yes' : 'NO';
}

/**
 * @param {readonly string[]} headings
 * @param {readonly (readonly string[])[]} lines
 */
function renderTable(headings, lines) {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column].length)),
  );
  const table = [headings, widths.map((width) => '-'.repeat(width)), ...lines];
  return ['', ...table.map((line) => renderLine(headings, line, widths)), ''].join('\n');
}

/**
 * Numbers to the right, so that their sizes can be compared at a glance.
 *
 * @param {readonly string[]} headings
 * @param {readonly string[]} line
 * @param {readonly number[]} widths
 */
function renderLine(headings, line, widths) {
  return line
    .map((cell, column) =>
      headings[column] === 'value' ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    )
    .join('  ')
    .trimEnd();
}

/**
 * Three significant digits: more would be noise on a machine that does other things, too.
 *
 * @param {number} value
 */
function formatValue(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
