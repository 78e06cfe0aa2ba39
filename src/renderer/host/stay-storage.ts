import * as v from 'valibot';
import { type KeptStay, parseKeptStay } from '../../shared/call/kept-stay';
import { RESUME_WINDOW_MS } from '../../shared/protocol/limits';
import { type KeptName, keptKey, parseKept } from './kept-by-name';

const PREFIX = 'webcrt.stay ';
const CERTIFICATES_KEY = 'certificates';
/**
 * As long as a page is there it says so; what is older than a server holds anything is of no use.
 */
const REFRESH_MS = 5_000;
const LONGEST_MS = RESUME_WINDOW_MS + REFRESH_MS;

const keptSchema = v.object({
  savedAtMs: v.number(),
  isCameraOn: v.boolean(),
  stay: v.unknown(),
});

/** What of the device is used. */
export interface StayStorageWorld {
  /** `null`: it is blocked. */
  readonly local: Storage | null;
  /** Takes certificates, which are no text: their keys can be used, and not read. */
  readonly store: {
    get(key: string): Promise<unknown>;
    update(key: string, change: (value: unknown) => unknown): Promise<void>;
  };
  readonly nowMs: () => number;
  readonly every: (ms: number, task: () => void) => () => void;
}

/** What a page that crashed has left: where it was, and the certificate by which others know it. */
export interface FoundStay {
  readonly stay: KeptStay;
  readonly certificate: RTCCertificate;
  readonly isCameraOn: boolean;
}

interface KeptCertificate {
  readonly certificate: RTCCertificate;
  readonly savedAtMs: number;
}

/**
 * Where people of this device are, by the name that they are signed in under, in case the page
 * crashes. That it is gone, and not another tab, is known by the name: whoever is signed in under
 * it is the one.
 */
export class StayStorage {
  private certificates: ReadonlyMap<string, KeptCertificate> = new Map();
  private stopRefreshing: (() => void) | null = null;
  private keptKey: string | null = null;

  constructor(private readonly world: StayStorageWorld) {}

  /** Reads the certificates, once, before anybody is signed in. Never rejects. */
  async load(): Promise<void> {
    this.dropStale();
    try {
      this.certificates = this.readCertificates(await this.world.store.get(CERTIFICATES_KEY));
    } catch {
      // Without them nothing is taken up.
    }
  }

  find(who: KeptName): FoundStay | null {
    const key = keptKey(PREFIX, who);
    const text = this.world.local?.getItem(key) ?? null;
    const held = this.certificates.get(key);
    const kept = v.safeParse(keptSchema, parseKept(text));
    if (!kept.success || held === undefined) return null;
    const { savedAtMs, isCameraOn } = kept.output;
    const stay = parseKeptStay(kept.output.stay);
    return stay !== null && this.isFresh(savedAtMs)
      ? { stay, certificate: held.certificate, isCameraOn }
      : null;
  }

  /** @param isCameraOn read each time that it is written */
  keep(
    who: KeptName,
    stay: KeptStay,
    certificate: RTCCertificate,
    isCameraOn: () => boolean,
  ): void {
    const key = keptKey(PREFIX, who);
    const write = (): void => {
      const savedAtMs = this.world.nowMs();
      const text = JSON.stringify({ savedAtMs, isCameraOn: isCameraOn(), stay });
      this.attempt((local) => {
        local.setItem(key, text);
      });
    };
    write();
    if (key !== this.keptKey) this.keepCertificate(key, certificate);
    this.keptKey = key;
    this.stopRefreshing?.();
    this.stopRefreshing = this.world.every(REFRESH_MS, write);
  }

  forget(): void {
    const key = this.keptKey;
    if (key === null) return;
    this.keptKey = null;
    this.stopRefreshing?.();
    this.stopRefreshing = null;
    this.attempt((local) => {
      local.removeItem(key);
    });
    this.change((kept) => kept.delete(key));
  }

  private keepCertificate(key: string, certificate: RTCCertificate): void {
    const savedAtMs = this.world.nowMs();
    this.change((kept) => kept.set(key, { certificate, savedAtMs }));
  }

  private change(change: (kept: Map<string, KeptCertificate>) => void): void {
    const written = this.world.store.update(CERTIFICATES_KEY, (value) => {
      const kept = new Map(this.readCertificates(value));
      change(kept);
      // Of those who are nowhere any more.
      for (const key of kept.keys()) if (this.world.local?.getItem(key) == null) kept.delete(key);
      return kept;
    });
    // Where they are not kept, a crash ends the call.
    written.catch(() => undefined);
  }

  private dropStale(): void {
    this.attempt((local) => {
      for (const key of Object.keys(local)) {
        if (!key.startsWith(PREFIX)) continue;
        const kept = v.safeParse(keptSchema, parseKept(local.getItem(key)));
        if (!kept.success || !this.isFresh(kept.output.savedAtMs)) local.removeItem(key);
      }
    });
  }

  private isFresh(savedAtMs: number): boolean {
    return this.world.nowMs() - savedAtMs <= LONGEST_MS;
  }

  /** Those that have run out are left out, and so is what is none. */
  private readCertificates(value: unknown): ReadonlyMap<string, KeptCertificate> {
    const kept = new Map<string, KeptCertificate>();
    if (!(value instanceof Map)) return kept;
    for (const [key, each] of value as ReadonlyMap<unknown, unknown>) {
      if (typeof key !== 'string' || !isKeptCertificate(each)) continue;
      if (each.certificate.expires > this.world.nowMs()) kept.set(key, each);
    }
    return kept;
  }

  /** A storage that is full costs the way back after a crash, and nothing else. */
  private attempt(task: (local: Storage) => void): void {
    try {
      if (this.world.local !== null) task(this.world.local);
    } catch {
      // Nothing is kept, then.
    }
  }
}

function isKeptCertificate(value: unknown): value is KeptCertificate {
  return (
    typeof value === 'object' &&
    value !== null &&
    'certificate' in value &&
    typeof value.certificate === 'object' &&
    value.certificate !== null &&
    'expires' in value.certificate &&
    typeof value.certificate.expires === 'number'
  );
}
