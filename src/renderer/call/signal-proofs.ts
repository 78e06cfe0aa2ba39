import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import type { StatementOf } from '../../shared/identity/statement';
import { verifyStatement } from '../../shared/identity/verify-statement';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Signal } from '../../shared/protocol/messages';

/** A signal, and by what its sender proves that it is theirs. */
export interface ProvedSignal {
  readonly signal: Signal;
  /** Left out: the sender has no key. */
  readonly proof?: string | undefined;
}

/** Whose signals they are, and of what. */
export interface ProofTerms {
  /** `null`: the remote end has none, and nothing proves who it is. */
  readonly remoteKey: PublicKey | null;
  /** The talk that is named in what the local end says, and in what the remote end does. */
  readonly talkOut: string;
  readonly talkIn: string;
}

export interface SignalProofsPorts {
  /** The key of this device; `null`: there is none. */
  readonly signer: () => Promise<Signer | null>;
  readonly logger: Logger;
}

export interface SignalProofsEvents {
  /** To be relayed by the server, in this order. */
  handleOutgoing(said: ProvedSignal): void;
  /** The remote end said it, and nobody else. */
  handleIncoming(signal: Signal): void;
  /** Something came in the name of the remote end that is not theirs. */
  handleForgery(): void;
}

/** As many as may come before the local key is read: what one connection is made of, twice. */
const MAX_WAITING = 130;

/**
 * Proves to one remote end that signals are the local user's, and lets through what is proved to be
 * theirs: the one door that signals pass before anything is made of them. What goes out keeps its
 * order, however long signing takes. What was signed for another call, another member, another
 * generation or another key proves nothing here.
 */
export class SignalProofs implements Disposable {
  private readonly signer: Promise<Signer | null>;
  /** `undefined`: it is not read yet. */
  private localKey: PublicKey | null | undefined;
  private waiting: ProvedSignal[] = [];
  private sent: Promise<void> = Promise.resolve();
  private hasWarned = false;
  private isDisposed = false;

  constructor(
    private readonly terms: ProofTerms,
    private readonly ports: SignalProofsPorts,
    private readonly events: SignalProofsEvents,
  ) {
    this.signer = ports.signer().catch((error: unknown) => {
      ports.logger.log('warn', 'Without a key', { error: String(error) });
      return null;
    });
    void this.signer.then((signer) => {
      this.begin(signer?.publicKey ?? null);
    });
  }

  /** Signs `signal` and hands it on, after all that were given before it. */
  send(signal: Signal): void {
    const proved = this.prove(signal);
    this.sent = this.sent.then(async () => {
      const said = await proved;
      if (said !== null && !this.isDisposed) this.events.handleOutgoing(said);
    });
  }

  /** Hands on what the remote end said, and drops everything else. */
  take(said: ProvedSignal): void {
    if (this.isDisposed) return;
    if (this.terms.remoteKey === null) this.events.handleIncoming(said.signal);
    else if (this.localKey !== undefined) this.check(said, this.terms.remoteKey, this.localKey);
    else if (this.waiting.length < MAX_WAITING) this.waiting.push(said);
    else this.ports.logger.log('warn', 'Dropped a signal: too many');
  }

  dispose(): void {
    this.isDisposed = true;
    this.waiting = [];
  }

  private begin(localKey: PublicKey | null): void {
    this.localKey = localKey;
    const waiting = this.waiting.splice(0);
    for (const said of waiting) this.take(said);
  }

  /** `null`: it cannot be proved, and says nothing to an end that asks for proofs. */
  private async prove(signal: Signal): Promise<ProvedSignal | null> {
    try {
      const signer = await this.signer;
      if (signer === null) return { signal };
      const { talkOut, remoteKey } = this.terms;
      const statement = statementOf(talkOut, signer.publicKey, remoteKey, signal);
      return { signal, proof: await signer.sign(statement) };
    } catch (error) {
      this.ports.logger.log('warn', 'Could not sign a signal', { error: String(error) });
      return null;
    }
  }

  private check({ signal, proof }: ProvedSignal, from: PublicKey, to: PublicKey | null): void {
    const statement = statementOf(this.terms.talkIn, from, to, signal);
    if (proof !== undefined && verifyStatement(from, statement, proof)) {
      this.events.handleIncoming(signal);
      return;
    }
    const { kind, generation } = signal;
    const level = this.hasWarned ? 'debug' : 'warn';
    this.hasWarned = true;
    const why = proof === undefined ? 'unproved' : 'wrong-proof';
    this.ports.logger.log(level, 'Dropped a signal that is not theirs', { kind, generation, why });
    this.events.handleForgery();
  }
}

function statementOf(
  talk: string,
  from: PublicKey,
  to: PublicKey | null,
  signal: Signal,
): StatementOf<'signal'> {
  return { kind: 'signal', talk, from, to: to ?? '', signal };
}
