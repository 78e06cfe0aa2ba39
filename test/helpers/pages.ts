import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** A page of the checkout, by its path from the root. */
export function readPage(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** The paths of the pages that people read: those at the root, and those in docs. */
export function pagePaths(): readonly string[] {
  const inFolder = (folder: string): string[] =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.md'))
      .map((name) => folder + name);
  return [...inFolder('./'), ...inFolder('docs/')].map((path) => path.replace(/^\.\//, ''));
}
