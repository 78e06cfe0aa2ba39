const HEADINGS = ['what', 'grid', 'value', 'unit', 'note'];

/** A table of bench rows `{ what, grid, value, unit, note? }` under a line about the machine. */
export function renderTable(machine, rows) {
  const cells = rows.map(({ what, grid, value, unit, note }) => [
    what,
    grid,
    formatValue(value),
    unit,
    note ?? '',
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column].length)),
  );
  const lines = [HEADINGS, widths.map((width) => '-'.repeat(width)), ...cells].map((row) =>
    renderRow(row, widths),
  );
  const { cpu, cores, memoryGib, system, node } = machine;
  const about = `${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, Node.js ${node}`;
  return ['', about, '', ...lines, ''].join('\n');
}

/** Numbers to the right, so that their sizes can be compared at a glance. */
function renderRow(row, widths) {
  return row
    .map((cell, column) =>
      HEADINGS[column] === 'value' ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    )
    .join('  ')
    .trimEnd();
}

/** Three significant digits: more would be noise on a machine that does other things, too. */
function formatValue(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
