import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../lib/paths.mjs';
import { UserError } from '../lib/say.mjs';

export const RELEASE_KEY_FILE = 'src/main/updates/release-key.ts';
const SUMS = 'SHA256SUMS';
/** Whoever serves a list that is older than that keeps people from what is new. */
const HOLDS_DAYS = 120;
const DAY_MS = 86_400_000;
/** What comes before the 32 bytes of an Ed25519 key in its usual form. */
const PREFIX_HEX = '302a300506032b6570032100';

/** @type {typeof import('./sign.mjs').makeKeyPair} */
export function makeKeyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { publicHex: hexOf(publicKey), privatePem };
}

/** @type {typeof import('./sign.mjs').publicKeyModule} */
export function publicKeyModule(publicHex) {
  return `/**
 * The public half of the key by which releases and the list of versions are signed, as hexadecimal
 * digits. \`npm run release -- key\` makes another.
 */
export const RELEASE_KEY = '${publicHex}';
`;
}

/** @param {import('node:crypto').KeyObject} key */
function hexOf(key) {
  const bytes = key.export({ type: 'spki', format: 'der' }).toString('hex');
  return bytes.slice(PREFIX_HEX.length);
}

function keyInSource() {
  const source = readFileSync(fromRoot(RELEASE_KEY_FILE), 'utf8');
  return /RELEASE_KEY = '([0-9a-f]{64})'/.exec(source)?.[1] ?? '';
}

/** @type {typeof import('./sign.mjs').signRelease} */
export function signRelease(privatePem, folder, facts, nowMs, publicHex = keyInSource()) {
  const key = createPrivateKey(privatePem);
  if (hexOf(createPublicKey(key)) !== publicHex) {
    throw new UserError(
      `RELEASE_SIGNING_KEY is not the key whose other half is in ${RELEASE_KEY_FILE}.`,
    );
  }
  const { version, homepage } = facts;
  const signed = JSON.stringify({
    product: 'webcrt',
    version,
    page: new URL(`releases/v${version}`, homepage).href,
    issuedMs: nowMs,
    expiresMs: nowMs + HOLDS_DAYS * DAY_MS,
  });
  const signature = sign(null, Buffer.from(signed), key).toString('base64');
  return [
    [`${SUMS}.sig`, sign(null, readFileSync(join(folder, SUMS)), key)],
    ['latest.json', `${JSON.stringify({ signed, signature }, null, 2)}\n`],
  ];
}
