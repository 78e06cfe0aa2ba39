import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { Logger } from '../../shared/base/logger';
import { pkcs8Of } from '../../shared/identity/pkcs8-of';
import { unsealSeed } from '../../shared/identity/sealed-seed';
import { seedSigner } from '../../shared/identity/seed-signer';
import type { Signer } from '../../shared/identity/signer';
import { speakersOf } from '../../shared/identity/speakers-of';
import { type Statement, statementBytes } from '../../shared/identity/statement';
import type { IdentityApi, IdentityReport } from '../../shared/ipc/identity-api';
import { unsealSentence } from '../../shared/ipc/unseal-sentence';
import { publicKeySchema } from '../../shared/protocol/fields';

const ALGORITHM = 'Ed25519';
const KEY = 'identity';
/** Where a key is kept aside that cannot be read, or that another has replaced. */
const ASIDE_KEYS = { corrupt: 'identity.corrupt', replaced: 'identity.replaced' } as const;

const VISIT_ONLY =
  'This browser keeps no key for this page, as it blocks site data: the next time you are somebody ' +
  'new to others, and a name that you have here is not yours any more.';
const NO_KEYS =
  'This browser has no keys of the kind that people are known by here (Ed25519, and a page by ' +
  'https), so you come in as a guest: nobody can tell that it is you.';
const REPLACED =
  'Your key could not be read. It was kept aside in this browser, and a new one was made: to ' +
  'others you are somebody new.';
const NO_EXPORT =
  'A browser gives its key to nobody, so it cannot be exported. A key that the desktop app has ' +
  'exported can be imported here.';

/** What of the page is used. */
export interface WebIdentityWorld {
  /** `undefined`: the page is not secure. */
  readonly subtle: SubtleCrypto | undefined;
  readonly store: {
    get(key: string): Promise<unknown>;
    /** Atomically, over all tabs. */
    update(key: string, change: (value: unknown) => unknown): Promise<void>;
  };
  /** Whether what is kept outlives the page; known once something was read. */
  readonly isKept: () => boolean;
  readonly logger: Logger;
}

const keySchema = v.object({
  privateKey: v.custom<CryptoKey>(
    (value) =>
      value instanceof CryptoKey &&
      value.type === 'private' &&
      value.algorithm.name === ALGORITHM &&
      value.usages.includes('sign'),
  ),
  publicKey: publicKeySchema,
});
/** A key that can be used, and not read. */
type HeldKey = v.InferOutput<typeof keySchema>;

/**
 * The key of this browser, in a page's storage: WebCrypto signs with it, and gives it to nobody,
 * scripts of the page included. All tabs have the same.
 */
export class WebIdentity implements IdentityApi {
  private opening: Promise<{
    readonly key: HeldKey | null;
    readonly report: IdentityReport;
  }> | null = null;

  constructor(private readonly world: WebIdentityWorld) {}

  async load(): Promise<IdentityReport> {
    return (await this.open()).report;
  }

  /** For the signing in; `null`: as a guest. */
  async signer(): Promise<Signer | null> {
    const { key } = await this.open();
    if (key === null) return null;
    return { publicKey: key.publicKey, sign: (statement) => this.signWith(key, statement) };
  }

  async sign(statement: Statement): Promise<string> {
    const { key } = await this.open();
    if (key === null) throw new Error(NO_KEYS);
    return this.signWith(key, statement);
  }

  exportSealed(): Promise<string> {
    return Promise.reject(new Error(NO_EXPORT));
  }

  async importSealed(text: string, passphrase: string): Promise<IdentityReport> {
    const { subtle, store } = this.world;
    if (subtle === undefined) throw new Error(NO_KEYS);
    const unsealed = await unsealSeed(text, passphrase);
    if (!unsealed.ok) throw new Error(unsealSentence(unsealed.error));
    const key = await importSeed(subtle, unsealed.value);
    const before = await store.get(KEY);
    if (before !== undefined && readKey(before)?.publicKey !== key.publicKey) {
      await store.update(ASIDE_KEYS.replaced, () => before);
    }
    await store.update(KEY, () => key);
    const opened = { key, report: this.report(key, []) };
    this.opening = Promise.resolve(opened);
    return opened.report;
  }

  private async signWith(key: HeldKey, statement: Statement): Promise<string> {
    const { subtle } = this.world;
    if (subtle === undefined || !speakersOf(statement).includes(key.publicKey)) {
      throw new Error('Not a statement of this key.');
    }
    const signature = await subtle.sign(ALGORITHM, key.privateKey, statementBytes(statement));
    return bytesToHex(new Uint8Array(signature));
  }

  private open(): NonNullable<WebIdentity['opening']> {
    this.opening ??= this.find().catch((error: unknown) => {
      this.world.logger.log('warn', 'There is no key', { error: String(error) });
      return { key: null, report: NO_KEY };
    });
    return this.opening;
  }

  private async find(): Promise<{ key: HeldKey | null; report: IdentityReport }> {
    const { subtle, store } = this.world;
    if (subtle === undefined) return { key: null, report: NO_KEY };
    const kept = await store.get(KEY);
    const known = readKey(kept);
    if (known !== null) return { key: known, report: this.report(known, []) };
    const made = await generate(subtle);
    if (kept !== undefined) await store.update(ASIDE_KEYS.corrupt, () => kept);
    // Another tab may have been faster.
    await store.update(KEY, (value) => readKey(value) ?? made);
    const key = readKey(await store.get(KEY)) ?? made;
    return { key, report: this.report(key, kept === undefined ? [] : [REPLACED]) };
  }

  private report({ publicKey }: HeldKey, notices: readonly string[]): IdentityReport {
    if (this.world.isKept()) return { publicKey, keptBy: 'browser', notices };
    return { publicKey, keptBy: 'visit', notices: [...notices, VISIT_ONLY] };
  }
}

const NO_KEY: IdentityReport = { publicKey: null, keptBy: 'none', notices: [NO_KEYS] };

function readKey(value: unknown): HeldKey | null {
  const parsed = v.safeParse(keySchema, value);
  return parsed.success ? parsed.output : null;
}

/** Rejects where the browser does not know Ed25519. */
async function generate(subtle: SubtleCrypto): Promise<HeldKey> {
  const pair = await subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('not a pair');
  const raw = await subtle.exportKey('raw', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: bytesToHex(new Uint8Array(raw)) };
}

/** Rejects with a sentence where the browser does not know Ed25519. */
async function importSeed(subtle: SubtleCrypto, seed: Uint8Array): Promise<HeldKey> {
  try {
    const privateKey = await subtle.importKey('pkcs8', pkcs8Of(seed), ALGORITHM, false, ['sign']);
    return { privateKey, publicKey: seedSigner(seed).publicKey };
  } catch {
    throw new Error(NO_KEYS);
  }
}
