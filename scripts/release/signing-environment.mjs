import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a key begins, where one has the key itself and not its path. */
const PEM = /^-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** @type {typeof import('./signing-environment.mjs').signingEnvironment} */
export function signingEnvironment(given, folder) {
  // Where it is told to look for no certificate, electron-builder does not even take the one that
  // was handed in.
  const isSigned = (given.CSC_LINK ?? '') !== '';
  /** @param {[name: string, value: string | undefined]} entry */
  const isOwn = ([name, value]) =>
    // A secret that a repository does not have is an empty word, which is none.
    value !== '' && !(isSigned && name === 'CSC_IDENTITY_AUTO_DISCOVERY');
  const env = Object.fromEntries(Object.entries(given).filter(isOwn));
  const key = env.APPLE_API_KEY;
  if (key === undefined || !PEM.test(key)) return env;
  const path = join(folder, 'apple-api-key.p8');
  writeFileSync(path, `${key.trim()}\n`, { mode: 0o600 });
  return { ...env, APPLE_API_KEY: path };
}
