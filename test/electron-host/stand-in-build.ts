import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { cachedBuild, ROOT } from './cached-build';

const SOURCES = ['test/electron-host', 'test/helpers/heap-bar.ts', 'package-lock.json'];

let built: Promise<string> | null = null;

/** Bundles the stand-in; resolves to the URL of the module. */
export function buildStandIn(): Promise<string> {
  built ??= cachedBuild('stand-in', SOURCES, bundle).then(
    (folder) => pathToFileURL(join(folder, 'electron.mjs')).href,
  );
  return built;
}

async function bundle(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: join(ROOT, 'test', 'electron-host', 'child', 'electron.ts'),
      outDir,
      rollupOptions: { output: { format: 'es', entryFileNames: 'electron.mjs' } },
    },
  });
}
