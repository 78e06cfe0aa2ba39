import { randomBytes } from 'node:crypto';
import type { Logger } from '../shared/base/logger';
import { SEED_BYTES, sealSeed, unsealSeed } from '../shared/identity/sealed-seed';
import { seedSigner } from '../shared/identity/seed-signer';
import type { Signer } from '../shared/identity/signer';
import { speakersOf } from '../shared/identity/speakers-of';
import type { Statement } from '../shared/identity/statement';
import { LanIdentity } from '../shared/lan/lan-identity';
import { unsealSentence } from '../shared/ipc/unseal-sentence';
import type { IdentityApi, IdentityReport } from '../shared/ipc/identity-api';
import type { IdentityFile, KeptIdentity } from './identity-file';
import type { Keyring } from './keyring';
import { UserError } from './user-error';

/** Bytes of a seed as this file found it, or made it. */
interface OpenedIdentity {
  readonly seed: Uint8Array;
  readonly signer: Signer;
  readonly report: IdentityReport;
}

export interface IdentityStoreOptions {
  readonly file: IdentityFile;
  readonly keyring: Keyring;
  readonly logger: Logger;
  readonly nowMs: () => number;
  /** What opening a sealed key costs, see `sealSeed`; tests take less. */
  readonly costLog2?: number;
}

const NOT_SEALED =
  'This system has no keyring, so your key lies in a file that any program of yours can read ' +
  '(identity.json). With GNOME Keyring or KWallet it would be sealed.';
const KEYRING_GONE =
  'Your key is sealed by a keyring that is not here now, so a key for this time only is used: to ' +
  'others you are somebody new. Unlock the keyring and start WebCRT again.';
const NOT_KEPT =
  'Your key could not be written to the disk: it is gone when WebCRT ends, and others will see ' +
  'you as somebody new. Free some space, and start WebCRT again.';
const NOT_REPLACED =
  'The key was not taken over: the one that you have could not be kept aside. Is the disk full?';

/**
 * This device's key: made at the first start, sealed by the system's keyring where there is one,
 * and kept in a file. What it signs says what it is for, and no seed leaves but sealed.
 */
export class IdentityStore implements IdentityApi {
  private opening: Promise<OpenedIdentity> | null = null;

  constructor(private readonly options: IdentityStoreOptions) {}

  async load(): Promise<IdentityReport> {
    return (await this.open()).report;
  }

  /** For the signing in, which the main process does. */
  async signer(): Promise<Signer> {
    return (await this.open()).signer;
  }

  /** For the local network, on which it agrees on secrets. */
  async lanIdentity(): Promise<LanIdentity> {
    return new LanIdentity((await this.open()).seed);
  }

  async sign(statement: Statement): Promise<string> {
    const { signer } = await this.open();
    if (!speakersOf(statement).includes(signer.publicKey)) {
      throw new Error('Not a statement of this key.');
    }
    return signer.sign(statement);
  }

  async exportSealed(passphrase: string): Promise<string> {
    return sealSeed((await this.open()).seed, passphrase, this.options.costLog2);
  }

  async importSealed(text: string, passphrase: string): Promise<IdentityReport> {
    const unsealed = await unsealSeed(text, passphrase);
    if (!unsealed.ok) throw new UserError(unsealSentence(unsealed.error));
    const { signer } = await this.open();
    if (seedSigner(unsealed.value).publicKey !== signer.publicKey) this.putAside();
    this.opening = this.keep(unsealed.value, []);
    return this.load();
  }

  private open(): Promise<OpenedIdentity> {
    this.opening ??= this.find();
    return this.opening;
  }

  private async find(): Promise<OpenedIdentity> {
    const kept = this.options.file.read();
    if (kept === 'missing') return this.keep(randomBytes(SEED_BYTES), []);
    if (kept === 'corrupt') return this.replaceCorrupt();
    const keyring = await this.keyringName();
    if ('seed' in kept) {
      const seed = Buffer.from(kept.seed, 'hex');
      // By now there may be a keyring; that there is none was said when the key was made.
      return keyring === null ? this.hold(seed, 'plain-file', []) : this.keep(seed, []);
    }
    if (keyring === null) return this.hold(randomBytes(SEED_BYTES), 'visit', [KEYRING_GONE]);
    return this.unseal(kept.sealed);
  }

  private async unseal(sealed: string): Promise<OpenedIdentity> {
    try {
      const { text, isStale } = await this.options.keyring.unseal(Buffer.from(sealed, 'base64'));
      const seed = Buffer.from(text, 'hex');
      if (seed.length !== SEED_BYTES) throw new Error('not a seed');
      return isStale ? await this.keep(seed, []) : this.hold(seed, 'keyring', []);
    } catch {
      return this.replaceCorrupt();
    }
  }

  private async replaceCorrupt(): Promise<OpenedIdentity> {
    const { file, nowMs, logger } = this.options;
    logger.log('warn', 'the key could not be read');
    try {
      const aside = file.keepAside('corrupt', nowMs());
      return await this.keep(randomBytes(SEED_BYTES), [keptAsideSentence(aside)]);
    } catch {
      return this.hold(randomBytes(SEED_BYTES), 'visit', [NOT_KEPT]);
    }
  }

  /** The key there was may be somebody's only one. */
  private putAside(): void {
    const { file, nowMs } = this.options;
    if (file.read() === 'missing') return;
    try {
      file.keepAside('replaced', nowMs());
    } catch {
      throw new UserError(NOT_REPLACED);
    }
  }

  /** Writes it, sealed where that can be. Never rejects. */
  private async keep(seed: Uint8Array, notices: readonly string[]): Promise<OpenedIdentity> {
    const kept = await this.seal(seed);
    try {
      this.options.file.write(kept);
    } catch {
      this.options.logger.log('warn', 'the key could not be stored');
      return this.hold(seed, 'visit', [...notices, NOT_KEPT]);
    }
    if ('sealed' in kept) return this.hold(seed, 'keyring', notices);
    return this.hold(seed, 'plain-file', [...notices, NOT_SEALED]);
  }

  private async seal(seed: Uint8Array): Promise<KeptIdentity> {
    const digits = Buffer.from(seed).toString('hex');
    const keyring = await this.keyringName();
    try {
      if (keyring !== null) {
        const sealed = await this.options.keyring.seal(digits);
        return { version: 1, keyring, sealed: sealed.toString('base64') };
      }
    } catch {
      this.options.logger.log('warn', 'the keyring did not seal the key');
    }
    return { version: 1, seed: digits };
  }

  /** One that does not answer is none. */
  private async keyringName(): Promise<string | null> {
    try {
      return await this.options.keyring.name();
    } catch {
      this.options.logger.log('warn', 'the keyring does not answer');
      return null;
    }
  }

  private hold(
    seed: Uint8Array,
    keptBy: IdentityReport['keptBy'],
    notices: readonly string[],
  ): OpenedIdentity {
    const signer = seedSigner(seed);
    return { seed, signer, report: { publicKey: signer.publicKey, keptBy, notices } };
  }
}

function keptAsideSentence(file: string): string {
  return (
    `Your key could not be read. It was kept aside as ${file}, and a new one was made: to others ` +
    'you are somebody new. If you have it in a file, type: identity import'
  );
}
