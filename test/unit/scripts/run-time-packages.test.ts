import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { packageOf } from '../../helpers/package-of';

const ROOT = new URL('../../../', import.meta.url);

/** What is built with its packages left to node_modules; all else has them within it. */
const ENTRIES = ['src/server/cli.ts', 'src/server/library.ts', 'src/shared/signalling/library.ts'];

/** An import or export that is there when the program runs, or one for its effects. */
const IMPORT = /^(?:(?:import|export)(?! type\b)[^;']*? from|import) '([^']+)';/gm;
/** One that is made when it is needed. */
const DYNAMIC_IMPORT = /\bimport\('([^']+)'\)/g;

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

function importsOf(file: string): string[] {
  const source = readFileSync(new URL(file, ROOT), 'utf8');
  return [...source.matchAll(IMPORT), ...source.matchAll(DYNAMIC_IMPORT)].map(
    ([, specifier = '']) => specifier,
  );
}

/** The file that a relative import names. */
function resolve(from: string, specifier: string): string {
  const path = posix.join(posix.dirname(from), specifier);
  return existsSync(new URL(`${path}.ts`, ROOT)) ? `${path}.ts` : `${path}/index.ts`;
}

/** The packages that `entries` import, however deep. */
function packagesOf(entries: readonly string[]): string[] {
  const files = new Set(entries);
  const packages = new Set<string>();
  // A Set goes on with what is added meanwhile.
  for (const file of files) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) files.add(resolve(file, specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return [...packages].sort();
}

/** What of the client in a terminal is not within its file. */
function leftOutOfTheClient(): string[] {
  const config = readFileSync(new URL('electron.vite.config.ts', ROOT), 'utf8');
  const [, names = ''] = /^const ALONE_PACKAGES = \[([^\]]+)\]/m.exec(config) ?? [];
  return [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
}

it('what the server, the library and the client in a terminal import is installed along with them, and nothing else', () => {
  const client = leftOutOfTheClient();
  expect(client).not.toEqual([]);
  expect([...packagesOf(ENTRIES), ...client].sort()).toEqual(Object.keys(dependencies).sort());
});
