import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Imports and re-exports that are there when the file runs: not those of types alone. */
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
/**
 * What is loaded later, or run as a program: `import('./x')`, `new URL('./x.mjs',
 * import.meta.url)`.
 */
const LATER = /(?:\bimport\(\s*|\bnew URL\(\s*)['"](\.[^'"]+)['"]/g;
const ENDINGS = ['', '.ts', '.mjs', '/index.ts'];

/** What a file of TypeScript or JavaScript brings along when it runs. */
export interface ImportClosure {
  /** Absolute paths, the file itself among them. */
  readonly files: ReadonlySet<string>;
  /** Names of packages, as they are imported. */
  readonly packages: ReadonlySet<string>;
}

/** Follows the imports of `file` (an absolute path), and theirs. */
export function importClosure(file: string): ImportClosure {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    const text = readFileSync(path, 'utf8');
    for (const pattern of [IMPORT, LATER]) {
      for (const [, name = ''] of text.matchAll(pattern)) {
        const next = name.startsWith('.') ? resolveFile(dirname(path), name) : null;
        if (next !== null) visit(next);
        else if (!name.startsWith('.')) packages.add(name);
      }
    }
  };
  visit(file);
  return { files, packages };
}

function resolveFile(folder: string, name: string): string | null {
  if (!/\.(?:m?ts|m?js)$/.test(name) && /\.[a-z]+$/.test(name)) return null;
  const found = ENDINGS.map((ending) => join(folder, `${name}${ending}`)).find(
    (path) => existsSync(path) && /\.(?:m?ts|m?js)$/.test(path),
  );
  return found ?? null;
}
