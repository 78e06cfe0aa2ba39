import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import type { SafeStorage } from 'electron';
import { app } from './app';
import { hostOptions } from './link';

const ALGORITHM = 'aes-256-gcm';
const PREFIX = 'v11';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const { keyring } = hostOptions;
/** Of one user on one system: another keyring does not open what this one has sealed. */
const secret = scryptSync(keyring, 'stand-in', 32);
const isReal = keyring !== 'basic_text';

/** As on Linux; where there is no keyring, nothing is encrypted. */
export const safeStorage = {
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    await app.whenReady();
    return isReal;
  },
  getSelectedStorageBackend() {
    if (!app.isReady()) return 'unknown';
    return isReal ? 'gnome_libsecret' : 'basic_text';
  },
  async encryptStringAsync(text: string): Promise<Buffer> {
    await app.whenReady();
    if (!isReal) throw new Error('Encryption is not available.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, secret, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(PREFIX), nonce, cipher.getAuthTag(), sealed]);
  },
  async decryptStringAsync(encrypted: Buffer) {
    await app.whenReady();
    const nonce = encrypted.subarray(PREFIX.length, PREFIX.length + NONCE_BYTES);
    const rest = encrypted.subarray(PREFIX.length + NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, secret, nonce);
    decipher.setAuthTag(rest.subarray(0, TAG_BYTES));
    const sealed = rest.subarray(TAG_BYTES);
    const result = decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8');
    return { result, shouldReEncrypt: false };
  },
} satisfies Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'getSelectedStorageBackend'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
>;
