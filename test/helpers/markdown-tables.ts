/** The cells of the tables under a heading of a page, without code marks; tables in their order. */
export function readTables(page: string, heading: string): string[][][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').map((line) =>
    line.startsWith('| ')
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', ''))
      : [],
  );
  const tables: string[][][] = [];
  for (const [index, row] of rows.entries()) {
    if (row.length === 0) continue;
    if (rows[index - 1]?.length === 0 || index === 0) tables.push([]);
    tables.at(-1)?.push(row);
  }
  // Without the head and the rule below it.
  return tables.map((table) => table.slice(1).filter((row) => !/^-+$/.test(row[0])));
}
