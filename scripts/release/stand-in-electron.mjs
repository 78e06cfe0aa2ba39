import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, readJson } from '../lib/paths.mjs';

/** Marks the place of the fuses in Electron's program: then a version, a count, 0 or 1 each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As they are in a fresh Electron: some on, some off. */
const FRESH_FUSES = '10110001';

/** The stand-in's program: Node.js runs the main script of the archive beside it. */
const PROGRAM = `#!/bin/sh
exec node "$(dirname "$(readlink -f "$0")")/stand-in.mjs" "$@"
exit 1
`;

const FILES = ['LICENSE', 'LICENSES.chromium.html', 'resources.pak', 'locales/en-US.pak'];

/** @type {typeof import('./stand-in-electron.mjs').makeStandInElectron} */
export function makeStandInElectron(folder) {
  const { version } = /** @type {{ version: string }} */ (
    readJson(fromRoot('node_modules/electron/package.json'))
  );
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const fuses = Buffer.from([1, FRESH_FUSES.length]);
  const program = [PROGRAM, FUSE_SENTINEL].map((text) => Buffer.from(text));
  const bytes = Buffer.concat([...program, fuses, Buffer.from(FRESH_FUSES)]);
  writeFileSync(join(folder, 'electron'), bytes, { mode: 0o755 });
  for (const name of FILES) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'chrome-sandbox'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  copyFileSync(fromRoot('scripts/release/stand-in-program.mjs'), join(folder, 'stand-in.mjs'));
  return version;
}
