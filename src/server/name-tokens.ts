import * as v from 'valibot';
import type { Clock } from '../shared/base/clock';
import { type Disposable, MutableDisposable } from '../shared/base/lifecycle';
import { RETURN_WINDOW_MS } from '../shared/protocol/limits';
import type { Sealer } from './sealer';

const PURPOSE = 'name token';
const DIGEST_PURPOSE = 'held name';

/**
 * Whose a name is. No two names, and no two takings of one, are the same holder's: nothing else is
 * needed.
 */
const tokenSchema = v.string();

/** Whose a name is where nobody writes it down: nothing is made or kept for it. */
const NOT_KEPT = '';

/**
 * Which names are in use, and whose they are, kept where it outlives the process. Digests: nobody
 * can read them there.
 */
export interface HeldNames {
  /** Whose the names were on the server before, by their digests. */
  readonly earlier: ReadonlyMap<string, string>;
  /** Doing either twice does nothing the second time. */
  hold(digest: string, holder: string): void;
  free(digest: string): void;
}

export interface NameTokenComponents {
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly createId: () => string;
  /** An unguessable secret. */
  readonly createToken: () => string;
  /** `null`: names are anybody's after a restart. */
  readonly heldNames: HeldNames | null;
}

/**
 * What somebody gets a name back with. In a run of the server the registry of people knows the last
 * one given; a server that was restarted knows by its seal what the one before gave, and lets
 * nobody else have the names that were in use then, until whoever has them had the time to come
 * back. Each time that a name is taken it is somebody else's: a token of whoever had it earlier
 * gets nothing back.
 */
export class NameTokens implements Disposable {
  private readonly returnTimer = new MutableDisposable<Disposable>();
  private readonly waiting: Map<string, string>;

  constructor(private readonly components: NameTokenComponents) {
    const { clock, heldNames } = components;
    this.waiting = new Map(heldNames?.earlier);
    this.returnTimer.value = clock.after(RETURN_WINDOW_MS, () => {
      for (const digest of this.waiting.keys()) heldNames?.free(digest);
      this.waiting.clear();
    });
  }

  /** @param holder whose the name is: from `admit` */
  issue(holder: string): string {
    const { sealer, createToken, heldNames } = this.components;
    // A seal is for the server after this one.
    return heldNames === null ? createToken() : sealer.seal(PURPOSE, holder);
  }

  /** Whether a name is kept for somebody who had it before the server was restarted. */
  isReserved(key: string): boolean {
    return this.waiting.size > 0 && this.waiting.has(this.digestOf(key));
  }

  /**
   * Gives a name that nobody has now to whoever brings `token`, and returns whose it is from then
   * on; `null`: it is kept for somebody else.
   */
  admit(key: string, token: string | undefined): string | null {
    const { createId, heldNames } = this.components;
    if (heldNames === null) return NOT_KEPT;
    const digest = this.digestOf(key);
    const expected = this.waiting.get(digest);
    if (expected !== undefined && this.holderIn(token) !== expected) return null;
    const holder = expected ?? createId();
    this.waiting.delete(digest);
    heldNames.hold(digest, holder);
    return holder;
  }

  /** Nobody has it any more. */
  free(key: string): void {
    const { heldNames } = this.components;
    if (heldNames !== null) heldNames.free(this.digestOf(key));
  }

  dispose(): void {
    this.returnTimer.dispose();
  }

  private holderIn(token: string | undefined): string | null {
    if (token === undefined) return null;
    const parsed = v.safeParse(tokenSchema, this.components.sealer.open(PURPOSE, token));
    return parsed.success ? parsed.output : null;
  }

  private digestOf(key: string): string {
    return this.components.sealer.digest(DIGEST_PURPOSE, key);
  }
}
