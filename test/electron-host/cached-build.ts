import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.cache', 'electron-host');

/**
 * Builds into a folder named after what it is built from, unless that is there already; resolves to
 * the folder. Test processes that build at the same time do not get in each other's way.
 *
 * @param sources Files and folders, from the root of the checkout.
 */
export async function cachedBuild(
  name: string,
  sources: readonly string[],
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const target = join(CACHE, `${name}-${hashOf(sources)}`);
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const partial = mkdtempSync(join(CACHE, 'partial-'));
  try {
    await build(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Somebody else was quicker.
    if (!existsSync(target)) throw error;
  }
  removeOlder(name, target);
  return target;
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesIn(join(ROOT, source))) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesIn(join(path, name)));
}

/** Another test process may still run what it built a while ago. */
const STALE_AFTER_MS = 3_600_000;

function removeOlder(name: string, current: string): void {
  for (const entry of readdirSync(CACHE)) {
    const path = join(CACHE, entry);
    if (!entry.startsWith(`${name}-`) || path === current) continue;
    const isStale = Date.now() - statSync(path).mtimeMs > STALE_AFTER_MS;
    if (isStale) rmSync(path, { recursive: true, force: true });
  }
}
