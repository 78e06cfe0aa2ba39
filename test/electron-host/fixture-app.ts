import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.cache', 'electron-host');
const ELECTRON_VITE = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const CONFIG = fileURLToPath(new URL('fixture.vite.config.mjs', import.meta.url));

let built: Promise<string> | null = null;

/**
 * Builds the real main process and preload script, as for users, with a bare page in the window.
 * Once per test process; resolves to the app's folder, to be given as `appDir`.
 */
export function buildFixtureApp(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const appDir = mkdtempSync(join(CACHE, 'fixture-app-'));
  process.once('exit', () => {
    rmSync(appDir, { recursive: true, force: true });
  });
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
  return appDir;
}
