import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { PublicKey } from '../../shared/protocol/fields';
import {
  CLAIMS_PER_ADDRESS,
  MAX_CLAIMED_NAMES,
  MAX_KEYS_PER_NAME,
  MAX_NAMES_PER_KEY,
} from '../../shared/protocol/limits';
import type { Device, DeviceLink, DeviceList, DeviceRemoval } from '../../shared/protocol/messages';
import type { RefusalReason } from '../../shared/protocol/reasons';
import { RateMeter } from '../rate-limits';
import type { ServerClock } from '../system-clock';
import type { ClaimStore, KeptClaim } from './claim-store';

export interface NameClaimsComponents {
  readonly clock: ServerClock;
  /** `null`: claims last as long as the process. */
  readonly store: ClaimStore | null;
  /** After so long without a sign-in by one of its keys a name is anybody's; `null`: never. */
  readonly keepMs: number | null;
  /** Claims could not be written. */
  readonly handleError: (error: unknown) => void;
  /** How many names there may be; tests need fewer. */
  readonly maxNames?: number;
}

// Short lists where a map or a set would take three times the memory: there is one of each for
// every name.

interface Claim {
  /** Its keys, and how each came to it. Oldest first. */
  devices: readonly Device[];
  /** What was taken away, the latest last, so that those who know the key hear of it. */
  removed: readonly DeviceRemoval[];
  usedAtMs: number;
}

/** One for all of which nothing was taken away. */
const NOTHING: Pick<KeptClaim, 'devices' | 'removed'> = { devices: [], removed: [] };
/** How long changes are gathered before they are written. */
const WRITE_DELAY_MS = 500;
/** A name that was used so short ago is not written again for being used. */
const TOUCH_AFTER_MS = 60 * 60 * 1_000;
const LOOK_EVERY_MS = 60 * 60 * 1_000;

/**
 * Which names are for which keys: first come, and for as long as one of the keys is used. Names are
 * as `nameKey` writes them, so that what looks like a claimed name is claimed as well.
 */
export class NameClaims implements Disposable {
  private readonly claims = new Map<string, Claim>();
  /** Most keys have one name, and that takes no list. */
  private readonly namesOf = new Map<PublicKey, string | readonly string[]>();
  private readonly claimsByAddress: RateMeter;
  private readonly nextLook = new MutableDisposable<Disposable>();
  private readonly nextWrite = new MutableDisposable<Disposable>();
  private writing: Promise<void> = Promise.resolve();
  private isDirty = false;

  constructor(private readonly components: NameClaimsComponents) {
    const { clock, store } = components;
    this.claimsByAddress = new RateMeter(CLAIMS_PER_ADDRESS, clock);
    for (const kept of store?.earlier ?? []) this.open(kept);
    this.forgetUnused();
  }

  /** How many names are claimed. */
  get size(): number {
    return this.claims.size;
  }

  /** Whether whoever proved `key` (`null`: none) may have the name. */
  isFor(name: string, key: PublicKey | null): boolean {
    const claim = this.find(name);
    return claim === undefined || (key !== null && hasKey(claim, key));
  }

  /** What a name is for; nothing where it is nobody's. */
  devicesOf(name: string): DeviceList {
    return devicesIn(this.find(name) ?? NOTHING);
  }

  /**
   * Another key for a name that is for `link.by`. One that was taken away needs a later word than
   * that: others hold the two against each other.
   */
  link(name: string, device: PublicKey, link: DeviceLink): Result<void, RefusalReason> {
    const claim = this.find(name);
    if (claim === undefined || !hasKey(claim, link.by)) return err('not-allowed');
    if (hasKey(claim, device)) return ok(undefined);
    if (claim.devices.length >= MAX_KEYS_PER_NAME) return err('too-many-devices');
    const gone = claim.removed.find((each) => each.device === device);
    if (gone !== undefined && link.atMs <= gone.atMs) return err('identity-invalid');
    claim.devices = [...claim.devices, { key: device, link }];
    claim.removed = claim.removed.filter((each) => each !== gone);
    this.addNameOf(device, name);
    this.note();
    return ok(undefined);
  }

  /** Takes from a name, on the word of one of its keys, that or another one. */
  unlink(name: string, removal: DeviceRemoval): Result<void, RefusalReason> {
    const { device, by } = removal;
    const claim = this.find(name);
    if (claim === undefined || !hasKey(claim, by)) return err('not-allowed');
    if (!hasKey(claim, device)) return err('no-such-device');
    const others = claim.removed.filter((each) => each.device !== device);
    claim.removed = [...others, removal].slice(-MAX_KEYS_PER_NAME);
    this.release(name, device);
    this.note();
    return ok(undefined);
  }

  /**
   * Somebody signed in under a name that `isFor` them. Where it is nobody's yet it is theirs from
   * now on, unless too many names were claimed from their address, or altogether: then it is theirs
   * while they are here, as a guest's name is.
   *
   * @param addressKey as `addressKeyOf` has it; `null`: limits by address do not apply
   */
  use(name: string, key: PublicKey, addressKey: string | null): void {
    const nowMs = this.components.clock.nowMs();
    const claim = this.find(name);
    if (claim === undefined) {
      if (this.mayClaim(addressKey)) this.claim(name, key, nowMs);
    } else if (nowMs - claim.usedAtMs >= TOUCH_AFTER_MS) {
      claim.usedAtMs = nowMs;
      this.note();
    } else {
      claim.usedAtMs = Math.max(claim.usedAtMs, nowMs);
    }
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    this.nextWrite.value = undefined;
    this.write();
    await this.writing;
  }

  dispose(): void {
    this.nextLook.dispose();
    this.nextWrite.dispose();
  }

  private find(name: string): Claim | undefined {
    const claim = this.claims.get(name);
    if (claim === undefined || !this.isUnused(claim)) return claim;
    this.remove(name);
    return undefined;
  }

  private isUnused({ usedAtMs }: Claim): boolean {
    const { clock, keepMs } = this.components;
    return keepMs !== null && usedAtMs + keepMs <= clock.nowMs();
  }

  private mayClaim(addressKey: string | null): boolean {
    const { maxNames = MAX_CLAIMED_NAMES } = this.components;
    if (this.claims.size >= maxNames) return false;
    return addressKey === null || this.claimsByAddress.count(addressKey).kind === 'within';
  }

  private claim(name: string, key: PublicKey, usedAtMs: number): void {
    this.open({ name, devices: [{ key, link: null }], removed: NOTHING.removed, usedAtMs });
    this.note();
  }

  private open({ name, devices, removed, usedAtMs }: KeptClaim): void {
    this.claims.set(name, { devices, removed, usedAtMs });
    for (const { key } of devices) this.addNameOf(key, name);
  }

  private addNameOf(key: PublicKey, name: string): void {
    const others = this.namesBut(name, key);
    this.keepNamesOf(key, [...others, name]);
    if (others.length >= MAX_NAMES_PER_KEY) this.release(this.leastUsed(others), key);
  }

  private leastUsed([first, ...others]: readonly string[]): string {
    const usedAtMs = (name: string): number => this.claims.get(name)?.usedAtMs ?? 0;
    return others.reduce((least, name) => (usedAtMs(name) < usedAtMs(least) ? name : least), first);
  }

  /** A name is not for that key any more, and for nobody's when it was the last one. */
  private release(name: string, key: PublicKey): void {
    const claim = this.claims.get(name);
    if (claim === undefined || !hasKey(claim, key)) return;
    claim.devices = claim.devices.filter((device) => device.key !== key);
    this.forgetNameOf(key, name);
    if (claim.devices.length === 0) this.claims.delete(name);
  }

  private remove(name: string): void {
    for (const { key } of this.claims.get(name)?.devices ?? []) this.forgetNameOf(key, name);
    this.claims.delete(name);
    this.note();
  }

  private forgetNameOf(key: PublicKey, name: string): void {
    this.keepNamesOf(key, this.namesBut(name, key));
  }

  private keepNamesOf(key: PublicKey, names: readonly string[]): void {
    if (names.length === 0) this.namesOf.delete(key);
    else this.namesOf.set(key, names.length === 1 ? names[0] : names);
  }

  /** The other names of a key. */
  private namesBut(name: string, key: PublicKey): readonly string[] {
    const names = this.namesOf.get(key) ?? [];
    return [names].flat().filter((each) => each !== name);
  }

  private forgetUnused(): void {
    const { clock, keepMs } = this.components;
    if (keepMs === null) return;
    for (const [name, claim] of this.claims) if (this.isUnused(claim)) this.remove(name);
    this.nextLook.value = clock.after(LOOK_EVERY_MS, () => {
      this.forgetUnused();
    });
  }

  private note(): void {
    if (this.components.store === null) return;
    this.isDirty = true;
    this.nextWrite.value ??= this.components.clock.after(WRITE_DELAY_MS, () => {
      this.nextWrite.value = undefined;
      this.write();
    });
  }

  /** One write after the other, each of all that there is when its turn comes. */
  private write(): void {
    const { store, handleError } = this.components;
    if (store === null || !this.isDirty) return;
    this.writing = this.writing
      .then(() => {
        if (!this.isDirty) return undefined;
        this.isDirty = false;
        return store.write(this.kept());
      })
      .catch((error: unknown) => {
        // A full disk: names that are new are not kept over a restart, and everything else goes on.
        this.isDirty = true;
        handleError(error);
      });
  }

  private kept(): readonly KeptClaim[] {
    return Array.from(this.claims, ([name, claim]) => ({
      name,
      ...devicesIn(claim),
      usedAtMs: claim.usedAtMs,
    }));
  }
}

function devicesIn({ devices, removed }: Pick<Claim, 'devices' | 'removed'>): DeviceList {
  return { devices: [...devices], removed: [...removed] };
}

function hasKey({ devices }: Claim, key: PublicKey): boolean {
  return devices.some((device) => device.key === key);
}
