// Builds out/library: what `webcrt/server`, `webcrt/client` and `webcrt/client/media` are, and
// their types in one file each.
import { writeFileSync } from 'node:fs';
import { generateDtsBundle } from 'dts-bundle-generator';
import { build } from 'vite';
import { fromRoot } from './lib/paths.mjs';

const ENTRIES = [
  { name: 'server', source: 'src/server/library.ts' },
  { name: 'client', source: 'src/shared/signalling/library.ts' },
  { name: 'media', source: 'src/alone/client/library.ts' },
];
/** It has the types of all that they are made of. */
const PROJECT = 'src/alone/tsconfig.json';

await build({ configFile: fromRoot('vite.library.config.ts'), logLevel: 'warn' });
const output = { noBanner: true, exportReferencedTypes: false };
// One program, as all of them read nearly the same files.
const types = generateDtsBundle(
  ENTRIES.map(({ source }) => ({ filePath: fromRoot(source), output })),
  { preferredConfigPath: fromRoot(PROJECT) },
);
for (const [index, { name }] of ENTRIES.entries())
  writeFileSync(fromRoot('out/library', `${name}.d.ts`), types[index]);
