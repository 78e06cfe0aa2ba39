import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { PublicKey } from '../../shared/protocol/fields';
import type { VerifyMessage } from '../../shared/protocol/peer-messages';
import { reduceVerification, verificationDueMs } from '../../shared/identity/verification';
import {
  NO_HISTORY,
  type SeenConnection,
  type VerificationEffect,
  type VerificationEvent,
  type VerificationHistory,
  type VerificationOutcome,
  type VerificationPhase,
  type VerificationState,
} from '../../shared/identity/verification-state';
import type { VerificationChannel } from './verification-channel';

export interface VerificationSessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Bytes of chance, as hexadecimal digits. */
  readonly randomHex: (bytes: number) => string;
}

/** Who is at the two ends of the connection, and what it is called. */
export interface VerificationEnds {
  readonly talk: string;
  /** `null`: that end has no key. */
  readonly localKey: PublicKey | null;
  readonly remoteKey: PublicKey | null;
}

export interface VerificationSessionEvents {
  /** Whether somebody else's wish to compare is taken now. */
  mayBegin(): boolean;
  /** What is remembered of the remote person, over all connections with them. */
  history(): VerificationHistory;
  remember(history: VerificationHistory): void;
  /** What is to be seen of the comparison is new. */
  handleChange(): void;
  handleEnded(outcome: VerificationOutcome, ends: VerificationEnds): void;
}

const RUN_BYTES = 16;
const NONCE_BYTES = 32;

/** Comparing with one remote participant, over one connection. Says nothing once disposed. */
export class VerificationSession implements Disposable {
  private readonly store = new DisposableStore();
  private readonly due = this.store.add(new MutableDisposable<Disposable>());
  private state: VerificationState = { phase: { kind: 'idle' }, history: NO_HISTORY };
  /** Messages are taken in their order, though what is seen is asked for. */
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly channel: VerificationChannel,
    private readonly ends: () => Promise<VerificationEnds | null>,
    private readonly ports: VerificationSessionPorts,
    private readonly events: VerificationSessionEvents,
  ) {
    this.store.add(
      channel.onMessage((message) => {
        this.enqueue(() => this.take(message));
      }),
    );
  }

  get phase(): VerificationPhase {
    return this.state.phase;
  }

  /** What there is to see of the connection; `null`: it is not up. */
  async seen(): Promise<SeenConnection | null> {
    const [fingerprints, ends] = await Promise.all([this.channel.fingerprints(), this.ends()]);
    if (fingerprints === null || ends === null) return null;
    return {
      talk: ends.talk,
      local: { key: ends.localKey, fingerprint: fingerprints.local },
      remote: { key: ends.remoteKey, fingerprint: fingerprints.remote },
    };
  }

  /** Asks the remote user to compare. Resolves to `false` when there is no connection for it. */
  async ask(): Promise<boolean> {
    const seen = await this.seen();
    if (seen === null || this.store.isDisposed) return false;
    const { randomHex } = this.ports;
    this.dispatch({ kind: 'ask', run: randomHex(RUN_BYTES), nonce: randomHex(NONCE_BYTES), seen });
    return true;
  }

  decide(isMatch: boolean): void {
    this.dispatch({ kind: 'decide', isMatch });
  }

  cancel(): void {
    this.dispatch({ kind: 'cancel' });
  }

  /** The connection is gone: what was compared over it is of no more use. */
  dispose(): void {
    if (this.store.isDisposed) return;
    this.dispatch({ kind: 'gone' });
    this.store.dispose();
  }

  private enqueue(task: () => Promise<void>): void {
    this.queue = this.queue.then(task).catch((error: unknown) => {
      this.ports.logger.log('warn', 'Did not take a message to compare', { error: String(error) });
    });
  }

  private async take(message: VerifyMessage): Promise<void> {
    if (message.kind === 'verify-commit' && this.phase.kind === 'idle' && !this.events.mayBegin()) {
      this.say({ kind: 'verify-cancel', run: message.run, reason: 'cancelled' });
      return;
    }
    const seen = await this.seen();
    if (seen === null) return;
    this.dispatch({ kind: 'message', message, nonce: this.ports.randomHex(NONCE_BYTES), seen });
  }

  private dispatch(event: VerificationEvent): void {
    if (this.store.isDisposed) return;
    const before = this.state.phase;
    const nowMs = this.ports.clock.nowMs();
    const known = { phase: before, history: this.events.history() };
    const { state, effects } = reduceVerification(known, event, nowMs);
    this.state = state;
    this.waitForTime(nowMs);
    this.events.remember(state.history);
    for (const effect of effects) this.run(effect, before);
    if (state.phase !== before) this.events.handleChange();
  }

  private run(effect: VerificationEffect, before: VerificationPhase): void {
    if (effect.kind === 'send') {
      this.say(effect.message);
      return;
    }
    const seen = before.kind === 'idle' ? null : before.seen;
    this.events.handleEnded(effect.outcome, {
      talk: seen?.talk ?? '',
      localKey: seen?.local.key ?? null,
      remoteKey: seen?.remote.key ?? null,
    });
  }

  private say(message: VerifyMessage): void {
    if (this.channel.send(message)) return;
    this.ports.logger.log('debug', 'Could not say it', { kind: message.kind });
  }

  private waitForTime(nowMs: number): void {
    const dueMs = verificationDueMs(this.state);
    if (dueMs === null) {
      this.due.value = undefined;
      return;
    }
    this.due.value = this.ports.clock.after(Math.max(0, dueMs - nowMs), () => {
      this.dispatch({ kind: 'time' });
    });
  }
}
