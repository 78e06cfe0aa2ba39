import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.cache', 'electron-host');

let built: Promise<string> | null = null;

/** Bundles the stand-in, once per test process; resolves to the URL of the module. */
export function buildStandIn(): Promise<string> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const outDir = mkdtempSync(join(CACHE, 'stand-in-'));
  process.once('exit', () => {
    rmSync(outDir, { recursive: true, force: true });
  });
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL('child/electron.ts', import.meta.url)),
      outDir,
      rollupOptions: { output: { format: 'es', entryFileNames: 'electron.mjs' } },
    },
  });
  return pathToFileURL(join(outDir, 'electron.mjs')).href;
}
