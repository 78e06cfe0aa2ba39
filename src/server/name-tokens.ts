import * as v from 'valibot';
import type { Clock } from '../shared/base/clock';
import { type Disposable, MutableDisposable } from '../shared/base/lifecycle';
import { RETURN_WINDOW_MS } from '../shared/protocol/limits';
import type { Sealer } from './sealer';

const PURPOSE = 'name token';
const DIGEST_PURPOSE = 'held name';

/** Of the run of the server that gave it, and a digest of the key of the name. */
const tokenSchema = v.strictTuple([v.string(), v.string()]);

/** Which names are in use, kept where it outlives the process. Digests: nobody can read them there. */
export interface HeldNames {
  /** Those of the server before. */
  readonly earlier: ReadonlySet<string>;
  /** Doing either twice does nothing the second time. */
  hold(digest: string): void;
  free(digest: string): void;
}

export interface NameTokenComponents {
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Names this server from its start to its end. */
  readonly run: string;
  /** `null`: names are anybody's after a restart. */
  readonly heldNames: HeldNames | null;
}

/**
 * What somebody gets a name back with. In a run of the server the registry of people knows the last one given; a
 * server that was started anew knows by its seal what the one before gave, and lets nobody else have the names that were in
 * use then, until whoever has them had the time to come back.
 */
export class NameTokens implements Disposable {
  private readonly returnTimer = new MutableDisposable<Disposable>();
  private readonly waiting: Set<string>;

  constructor(private readonly components: NameTokenComponents) {
    const { clock, heldNames } = components;
    this.waiting = new Set(heldNames?.earlier);
    this.returnTimer.value = clock.after(RETURN_WINDOW_MS, () => {
      for (const digest of this.waiting) heldNames?.free(digest);
      this.waiting.clear();
    });
  }

  issue(key: string): string {
    const { sealer, run } = this.components;
    return sealer.seal(PURPOSE, [run, this.digestOf(key)]);
  }

  /** Whether a name is kept for somebody who had it before the server was started anew. */
  isReserved(key: string): boolean {
    return this.waiting.size > 0 && this.waiting.has(this.digestOf(key));
  }

  /** Whether a server before this one gave `token` for that name. */
  isOfEarlierRun(token: string, key: string): boolean {
    const { sealer, run } = this.components;
    const parsed = v.safeParse(tokenSchema, sealer.open(PURPOSE, token));
    if (!parsed.success) return false;
    const [givenIn, digest] = parsed.output;
    return givenIn !== run && digest === this.digestOf(key);
  }

  /** Somebody has the name now. */
  hold(key: string): void {
    const { heldNames } = this.components;
    if (heldNames === null) return;
    const digest = this.digestOf(key);
    this.waiting.delete(digest);
    heldNames.hold(digest);
  }

  /** Nobody has it any more. */
  free(key: string): void {
    this.components.heldNames?.free(this.digestOf(key));
  }

  dispose(): void {
    this.returnTimer.dispose();
  }

  private digestOf(key: string): string {
    return this.components.sealer.digest(DIGEST_PURPOSE, key);
  }
}
