import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedBuild, ROOT } from './cached-build';

const ELECTRON_VITE = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const CONFIG = join(ROOT, 'test', 'electron-host', 'fixture.vite.config.mjs');
const SOURCES = [
  'src/alone',
  'src/main',
  'src/preload',
  'src/renderer',
  'src/server',
  'src/shared',
  'src/tty',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'test/electron-host/fixture.vite.config.mjs',
  'test/electron-host/fixture-renderer',
];

let built: Promise<string> | null = null;

/**
 * Builds the real main process and preload script, as for users, with a bare page in the window.
 * Resolves to the app's folder, to be given as `appDir`.
 */
export function buildFixtureApp(): Promise<string> {
  built ??= cachedBuild('fixture-app', SOURCES, build);
  return built;
}

async function build(appDir: string): Promise<void> {
  for (const part of ['package.json', 'assets']) {
    cpSync(join(ROOT, part), join(appDir, part), { recursive: true });
  }
  await promisify(execFile)(
    process.execPath,
    [ELECTRON_VITE, 'build', '--config', CONFIG, '--logLevel', 'error'],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', FIXTURE_APP_OUT: join(appDir, 'out') },
    },
  );
}
