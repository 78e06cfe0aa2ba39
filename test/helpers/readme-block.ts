/** Where the part of a Markdown page between `<!-- NAME:begin -->` and `<!-- NAME:end -->` lies. */
function findBlock(page: string, name: string): { readonly start: number; readonly end: number } {
  const begin = `<!-- ${name}:begin -->`;
  const start = page.indexOf(begin);
  const end = page.indexOf(`<!-- ${name}:end -->`);
  if (start < 0 || end < start) throw new Error(`the page has no block "${name}"`);
  return { start: start + begin.length, end };
}

export function readBlock(page: string, name: string): string {
  const { start, end } = findBlock(page, name);
  return page.slice(start, end).trim();
}

export function replaceBlock(page: string, name: string, text: string): string {
  const { start, end } = findBlock(page, name);
  return `${page.slice(0, start)}\n\n${text}\n\n${page.slice(end)}`;
}
