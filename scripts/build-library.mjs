// Builds out/library: what `webcrt/server` and `webcrt/client` are, and their types in one file
// each.
import { writeFileSync } from 'node:fs';
import { generateDtsBundle } from 'dts-bundle-generator';
import { build } from 'vite';
import { fromRoot } from './lib/paths.mjs';

const ENTRIES = [
  { name: 'server', source: 'src/server/library.ts', project: 'src/server/tsconfig.json' },
  {
    name: 'client',
    source: 'src/shared/signalling/library.ts',
    project: 'src/shared/tsconfig.json',
  },
];

await build({ configFile: fromRoot('vite.library.config.ts'), logLevel: 'warn' });
for (const { name, source, project } of ENTRIES) {
  const [types] = generateDtsBundle(
    [{ filePath: fromRoot(source), output: { noBanner: true, exportReferencedTypes: false } }],
    { preferredConfigPath: fromRoot(project) },
  );
  writeFileSync(fromRoot('out/library', `${name}.d.ts`), types);
}
