import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageOf } from '../../../helpers/package-of';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Copies the built server and the packages that it needs, as an installation of its own.
 * @returns the path of the command in it
 */
export function copyServer(folder: string): string {
  cpSync(join(ROOT, 'out/server'), join(folder, 'out/server'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of neededPackages()) {
    const path = join('node_modules', name);
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  return join(folder, 'out/server/cli.js');
}

/** What the built server imports, and what that needs, by name. */
function neededPackages(): ReadonlySet<string> {
  const command = readdirSync(join(ROOT, 'out/server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(join(ROOT, 'out/server', path), 'utf8'))
    .join('\n');
  const imported = [...command.matchAll(/^import .* from "([^.":][^":]*)";$/gm)];
  const names = new Set(imported.map(([, specifier = '']) => packageOf(specifier)));
  // A Set goes on with what is added meanwhile.
  for (const name of names) for (const next of dependenciesOf(name)) names.add(next);
  return names;
}

function dependenciesOf(name: string): readonly string[] {
  const file = join(ROOT, 'node_modules', name, 'package.json');
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies);
}
