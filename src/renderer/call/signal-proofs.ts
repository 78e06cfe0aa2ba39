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
  /** By which the local end proves what it says; `null`: it has no key, and proves nothing. */
  readonly signer: Signer | null;
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

/**
 * Proves to one remote end that signals are the local user's, and lets through what is proved to be
 * theirs: the one door that signals pass before anything is made of them. What goes out keeps its
 * order, however long signing takes. What was signed for another call, another member, another
 * generation or another key proves nothing here.
 */
export class SignalProofs implements Disposable {
  private sent: Promise<void> = Promise.resolve();
  private hasWarned = false;
  private isDisposed = false;

  constructor(
    private readonly terms: ProofTerms,
    private readonly ports: SignalProofsPorts,
    private readonly events: SignalProofsEvents,
  ) {}

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
    const { remoteKey } = this.terms;
    if (remoteKey === null || this.isTheirs(said, remoteKey)) {
      this.events.handleIncoming(said.signal);
      return;
    }
    this.noteForgery(said);
    this.events.handleForgery();
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** `null`: it cannot be proved, and says nothing to an end that asks for proofs. */
  private async prove(signal: Signal): Promise<ProvedSignal | null> {
    const { signer } = this.ports;
    if (signer === null) return { signal };
    const { talkOut, remoteKey } = this.terms;
    try {
      const statement = statementOf(talkOut, signer.publicKey, remoteKey, signal);
      return { signal, proof: await signer.sign(statement) };
    } catch (error) {
      this.ports.logger.log('warn', 'Could not sign a signal', { error: String(error) });
      return null;
    }
  }

  private isTheirs({ signal, proof }: ProvedSignal, from: PublicKey): boolean {
    const to = this.ports.signer?.publicKey ?? null;
    const statement = statementOf(this.terms.talkIn, from, to, signal);
    return proof !== undefined && verifyStatement(from, statement, proof);
  }

  private noteForgery({ signal: { kind, generation }, proof }: ProvedSignal): void {
    const level = this.hasWarned ? 'debug' : 'warn';
    this.hasWarned = true;
    const why = proof === undefined ? 'unproved' : 'wrong-proof';
    this.ports.logger.log(level, 'Dropped a signal that is not theirs', { kind, generation, why });
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
