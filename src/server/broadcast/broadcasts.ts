import { createHmac, randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { Push } from '../../shared/protocol/events';
import {
  MAX_BROADCASTS,
  MAX_BROADCASTS_PER_ADDRESS,
  SILENT_BROADCAST_MS,
} from '../../shared/protocol/limits';
import type { BroadcastEndReason, RefusalReason } from '../../shared/protocol/reasons';
import { MAX_STAGE_FRAME_BYTES, StageFrameDecoder } from '../../shared/protocol/stage-wire';
import type { ServerClock } from '../system-clock';
import { Broadcast } from './broadcast';
import type { CreateDelta } from './grid-feed';
import { SendQueues } from './send-queues';

/** What people are on together: a call, or a room. */
export interface Talk {
  /** Tells it from all others. */
  readonly id: string;
  /** Keys of the others. */
  readonly others: readonly string[];
}

export interface BroadcastsOptions {
  readonly clock: Clock & Pick<ServerClock, 'monotonicMs'>;
  readonly createId: () => string;
  readonly tell: (key: string, push: Push) => void;
  /** For each grid that somebody watches in. */
  readonly createDelta?: CreateDelta | undefined;
  /** `null`: somebody is on their own. */
  readonly talkOf: (key: string) => Talk | null;
}

interface Live {
  readonly broadcast: Broadcast;
  readonly talk: string;
  readonly decoder: StageFrameDecoder;
  readonly addressKey: string | null;
}

interface Agreement {
  readonly talk: string;
  readonly members: Set<string>;
}

const SWEEP_MS = 1_000;
const PASSWORD_KEY_BYTES = 32;

/**
 * The broadcasts of a server. There is none without the word of everybody who is on the stage, and
 * no frame of one is taken while somebody is there who has not given it.
 */
export class Broadcasts implements Disposable {
  private readonly queues = new SendQueues();
  /** By whoever broadcasts. */
  private readonly live = new Map<string, Live>();
  private readonly byToken = new Map<string, Broadcast>();
  /** Who agreed to be shown, by whoever would broadcast. */
  private readonly agreements = new Map<string, Agreement>();
  private readonly timer = new MutableDisposable<Disposable>();
  private readonly passwordKey = randomBytes(PASSWORD_KEY_BYTES);
  /** Where ssh shows them; `null`: nowhere. */
  sshPort: number | null = null;
  /** Whether there is anything by which they could be watched. */
  isOffered = false;

  constructor(private readonly options: BroadcastsOptions) {}

  get size(): number {
    return this.live.size;
  }

  get viewers(): number {
    return [...this.byToken.values()].reduce((sum, { viewerCount }) => sum + viewerCount, 0);
  }

  /** `undefined`: there is none, or none any more. */
  find(token: string): Broadcast | undefined {
    return this.byToken.get(token);
  }

  isPassword(broadcast: Broadcast, password: string): boolean {
    return broadcast.isPassword(this.hash(password));
  }

  /** Somebody's word whether `owner` may show what both are on. Taking it back ends it at once. */
  agree(key: string, owner: string, isAgreed: boolean): Result<void, RefusalReason> {
    const talk = this.options.talkOf(owner);
    if (talk?.others.includes(key) !== true) return err('no-such-person');
    const { members } = this.agreementOf(owner, talk);
    if (isAgreed) members.add(key);
    else {
      members.delete(key);
      this.end(owner, 'refused');
    }
    return ok(undefined);
  }

  start(
    key: string,
    addressKey: string | null,
    password: string | undefined,
  ): Result<Broadcast, RefusalReason> {
    const talk = this.options.talkOf(key);
    if (!this.isOffered || talk === null) return err('not-allowed');
    if (!this.isAgreed(key, talk)) return err('not-agreed');
    this.end(key, null);
    if (this.isFull(addressKey)) return err('too-many-broadcasts');
    const token = Buffer.from(this.options.createId(), 'base64url').toString('hex');
    const passwordHash = password === undefined ? null : this.hash(password);
    const broadcast = new Broadcast(token, passwordHash, {
      ...this.options,
      queues: this.queues,
    });
    const decoder = new StageFrameDecoder();
    this.live.set(key, { broadcast, talk: talk.id, decoder, addressKey });
    this.byToken.set(token, broadcast);
    this.sweepLater();
    return ok(broadcast);
  }

  /**
   * Shows a frame. `viewers`: for how many; `isOutOfStep`: it was for a picture that is not there.
   */
  takeFrame(
    key: string,
    frame: string,
  ): Result<{ readonly viewers: number; readonly isOutOfStep: boolean }, RefusalReason> {
    const live = this.live.get(key);
    if (live === undefined) return err('no-broadcast');
    const talk = this.options.talkOf(key);
    if (talk?.id !== live.talk) {
      this.end(key, 'left');
      return err('no-broadcast');
    }
    if (!this.isAgreed(key, talk)) {
      // It is going on: whoever broadcasts asks the newcomer.
      live.broadcast.heardAtMs = this.options.clock.monotonicMs();
      return err('not-agreed');
    }
    const decoded = live.decoder.decode(inflate(frame));
    if (!decoded.ok) {
      if (decoded.error !== 'out-of-step') return err('bad-request');
      return ok({ viewers: live.broadcast.viewerCount, isOutOfStep: true });
    }
    live.broadcast.handleFrame(decoded.value);
    return ok({ viewers: live.broadcast.viewerCount, isOutOfStep: false });
  }

  /** `false`: there was none. */
  stop(key: string): boolean {
    this.agreements.delete(key);
    return this.end(key, null);
  }

  /** The server stops. */
  stopAll(): void {
    for (const key of [...this.live.keys()]) this.end(key, 'server-stopping');
  }

  dispose(): void {
    for (const key of [...this.live.keys()]) this.end(key, null);
    this.agreements.clear();
    this.timer.dispose();
    this.queues.dispose();
  }

  /** @param reason What its owner is told; `null`: nothing. */
  private end(key: string, reason: BroadcastEndReason | null): boolean {
    const live = this.live.get(key);
    if (live === undefined) return false;
    this.live.delete(key);
    this.byToken.delete(live.broadcast.token);
    live.broadcast.end();
    if (reason !== null) this.options.tell(key, { name: 'broadcast:ended', payload: { reason } });
    return true;
  }

  private isAgreed(key: string, talk: Talk): boolean {
    const { members } = this.agreementOf(key, talk);
    // Whoever has left and comes back is asked anew.
    for (const member of members) if (!talk.others.includes(member)) members.delete(member);
    return talk.others.every((other) => members.has(other));
  }

  /** What was agreed to for one call or room holds for no other. */
  private agreementOf(owner: string, talk: Talk): Agreement {
    const known = this.agreements.get(owner);
    if (known?.talk === talk.id) return known;
    const agreement = { talk: talk.id, members: new Set<string>() };
    this.agreements.set(owner, agreement);
    this.sweepLater();
    return agreement;
  }

  private isFull(addressKey: string | null): boolean {
    if (this.live.size >= MAX_BROADCASTS) return true;
    if (addressKey === null) return false;
    const fromThere = [...this.live.values()].filter((live) => live.addressKey === addressKey);
    return fromThere.length >= MAX_BROADCASTS_PER_ADDRESS;
  }

  private sweepLater(): void {
    this.timer.value ??= this.options.clock.after(SWEEP_MS, () => {
      this.timer.value = undefined;
      this.sweep();
      if (this.live.size > 0 || this.agreements.size > 0) this.sweepLater();
    });
  }

  private sweep(): void {
    const nowMs = this.options.clock.monotonicMs();
    for (const [key, { broadcast, talk }] of [...this.live]) {
      if (this.options.talkOf(key)?.id !== talk) this.end(key, 'left');
      else if (nowMs - broadcast.heardAtMs >= SILENT_BROADCAST_MS) this.end(key, 'silent');
      else broadcast.sweep();
    }
    for (const [key, { talk }] of [...this.agreements]) {
      if (this.options.talkOf(key)?.id !== talk) this.agreements.delete(key);
    }
  }

  private hash(password: string): Buffer {
    return createHmac('sha256', this.passwordKey).update(password).digest();
  }
}

/** Nothing for what is no such thing, or too long. */
function inflate(frame: string): Uint8Array {
  try {
    const deflated = Buffer.from(frame, 'base64');
    return inflateRawSync(deflated, { maxOutputLength: MAX_STAGE_FRAME_BYTES });
  } catch {
    return new Uint8Array();
  }
}
