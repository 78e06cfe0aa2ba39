import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a key begins, where one has the key itself and not its path. */
const PEM = /^-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** @type {typeof import('./signing-environment.mjs').signingEnvironment} */
export function signingEnvironment(given, folder) {
  // A secret that a repository does not have is an empty word, which is none.
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const key = env.APPLE_API_KEY;
  if (key === undefined || !PEM.test(key)) return env;
  const path = join(folder, 'apple-api-key.p8');
  writeFileSync(path, `${key.trim()}\n`, { mode: 0o600 });
  return { ...env, APPLE_API_KEY: path };
}
