import * as v from 'valibot';
import type { AccountKeeper, KeptAccount } from '../../shared/signalling/account-keeper';
import { type KeptName, keptKey, parseKept } from './kept-by-name';

const PREFIX = 'webcrt.account ';
/** Which of the names the tab itself had, for when it is loaded again. */
const TAB_KEY = 'webcrt.tab';
/** A page that was left lets go of its lock a moment after the next one began. */
const LOCK_PATIENCE_MS = 1_000;
/** Guests come under a new name each time, and some crash. */
const MAX_KEPT = 20;

const keptSchema = v.object({
  resumeToken: v.string(),
  heardSeq: v.nullable(v.number()),
  roomTicket: v.nullable(v.string()),
  savedAtMs: v.number(),
});
const tabSchema = v.object({ server: v.string(), name: v.string() });

/** What of the page a keeper uses; `null` or `undefined`: it does not have it. */
export interface KeeperWorld {
  /** All tabs of this browser have it. */
  readonly local: Storage | null;
  /** It is the tab's own, over reloads and crashes; who duplicates a tab duplicates it. */
  readonly tab: Storage | null;
  /** Where a page is not secure there are none. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly nowMs: () => number;
}

/**
 * Keeps sign-ins in the browser's local storage, one for each name, where the next page finds them
 * whether its tab was loaded again, restored or opened once more. A lock tells whether the page
 * that has the name is still alive: the browser takes it from pages that crash. Where there are no
 * locks nothing is kept.
 */
export class PageAccountKeeper implements AccountKeeper {
  private held: { readonly key: string; readonly release: () => void } | null = null;
  private claiming: Promise<unknown> = Promise.resolve();

  constructor(private readonly world: KeeperWorld) {}

  claim(server: string, name: string): Promise<KeptAccount | null> {
    const claimed = this.claiming.then(() => this.take({ server, name }));
    this.claiming = claimed;
    return claimed;
  }

  keep(account: KeptAccount): void {
    if (this.held === null) return;
    const { resumeToken, heardSeq, roomTicket } = account;
    const savedAtMs = this.world.nowMs();
    const text = JSON.stringify({ resumeToken, heardSeq, roomTicket, savedAtMs });
    this.attempt(({ local }, { key }) => local?.setItem(key, text));
    this.dropOldest();
  }

  forget(): void {
    this.attempt(({ local, tab }, { key }) => {
      local?.removeItem(key);
      tab?.removeItem(TAB_KEY);
    });
    this.held?.release();
    this.held = null;
  }

  /** Who this tab was before it was loaded again; `null`: nobody, or another tab is that now. */
  async reopened(): Promise<KeptName | null> {
    const last = v.safeParse(tabSchema, parseKept(this.world.tab?.getItem(TAB_KEY)));
    if (!last.success) return null;
    await this.claim(last.output.server, last.output.name);
    return this.held?.key === keptKey(PREFIX, last.output) ? last.output : null;
  }

  private async take(who: KeptName): Promise<KeptAccount | null> {
    const key = keptKey(PREFIX, who);
    if (this.held?.key === key) return this.read(key);
    this.held?.release();
    this.held = null;
    const { local, locks } = this.world;
    if (local === null || locks === undefined) return null;
    const patienceMs = local.getItem(key) === null ? 0 : LOCK_PATIENCE_MS;
    const release = await takeLock(locks, key, patienceMs);
    if (release === null) return null;
    this.held = { key, release };
    this.attempt(({ tab }) => tab?.setItem(TAB_KEY, JSON.stringify(who)));
    return this.read(key);
  }

  private read(key: string): KeptAccount | null {
    const kept = v.safeParse(keptSchema, parseKept(this.world.local?.getItem(key)));
    if (!kept.success) return null;
    const { resumeToken, heardSeq, roomTicket } = kept.output;
    return { resumeToken, heardSeq, roomTicket };
  }

  private dropOldest(): void {
    this.attempt(({ local }) => {
      if (local === null) return;
      const keys = Object.keys(local).filter((key) => key.startsWith(PREFIX));
      const ageOf = (key: string): number => {
        const kept = v.safeParse(keptSchema, parseKept(local.getItem(key)));
        return kept.success ? kept.output.savedAtMs : 0;
      };
      const newestFirst = keys.sort((one, other) => ageOf(other) - ageOf(one));
      for (const key of newestFirst.slice(MAX_KEPT)) local.removeItem(key);
    });
  }

  /** A storage that is full costs the way back after a crash, and nothing else. */
  private attempt(task: (world: KeeperWorld, held: { readonly key: string }) => void): void {
    if (this.held === null) return;
    try {
      task(this.world, this.held);
    } catch {
      // Nothing is kept, then.
    }
  }
}

/** Resolves to what lets go of the lock; `null`: somebody else has it. */
function takeLock(
  locks: Pick<LockManager, 'request'>,
  name: string,
  patienceMs: number,
): Promise<(() => void) | null> {
  const options: LockOptions =
    patienceMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(patienceMs) };
  return new Promise((resolve) => {
    const held = locks.request(name, options, (lock) => {
      if (lock === null) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => {
        resolve(release);
      });
    });
    held.catch(() => {
      resolve(null);
    });
  });
}
