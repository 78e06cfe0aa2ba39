import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { takeRandomBytes } from './random';

/** Of the secret from which keys are made. */
export const SECRET_BYTES = 32;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const DIGEST_BYTES = 16;

/**
 * Seals what clients keep for the server, so that a server that restarts with the same secret
 * can trust it: nobody else can read it, change it, or make one. Each purpose has a key of its own;
 * what is sealed for one does not open for another.
 */
export class Sealer {
  private readonly keys = new Map<string, Buffer>();

  /** `secret`: SECRET_BYTES; left out, what is sealed is good until the process ends. */
  constructor(private readonly secret: Buffer = randomBytes(SECRET_BYTES)) {
    if (secret.length !== SECRET_BYTES) throw new RangeError(`A secret has ${SECRET_BYTES} bytes.`);
  }

  /** Base64url, of any JSON. */
  seal(purpose: string, value: unknown): string {
    const iv = takeRandomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.keyFor(purpose), iv);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** `undefined`: not sealed by this secret for this purpose, or no longer what it was. */
  open(purpose: string, text: string): unknown {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, this.keyFor(purpose), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return JSON.parse(Buffer.concat([opened, decipher.final()]).toString('utf8')) as unknown;
    } catch {
      return undefined;
    }
  }

  /**
   * The same for the same text, of which it tells nothing to whoever has not the secret. 22 letters
   * of base64url.
   */
  digest(purpose: string, text: string): string {
    const digest = createHmac('sha256', this.keyFor(purpose)).update(text).digest();
    return digest.toString('base64url', 0, DIGEST_BYTES);
  }

  private keyFor(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', this.secret, '', purpose, SECRET_BYTES));
    this.keys.set(purpose, key);
    return key;
  }
}
