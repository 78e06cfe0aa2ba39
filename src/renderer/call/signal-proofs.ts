import type { Clock } from '../../shared/base/clock';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import { verifyStatement } from '../../shared/identity/verify-statement';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Signal } from '../../shared/protocol/messages';
import type { SignalProof } from '../../shared/protocol/signal';

/** A signal, and by what its sender proves that it is theirs. */
export interface ProvedSignal {
  readonly signal: Signal;
  /** Left out: the sender has no key. */
  readonly proof?: SignalProof | undefined;
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
  readonly clock: Pick<Clock, 'nowMs'>;
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
 * generation or another key proves nothing here, and what came already, or before something that
 * came, is taken no more. Something may be missing: whoever relays can lose it, and a connection
 * that does not come up for that is made again.
 */
export class SignalProofs implements Disposable {
  private sent: Promise<void> = Promise.resolve();
  private sentSeq = 0;
  private takenSeq = -1;
  private readonly warned = new Set<string>();
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
    const { signal, proof } = said;
    const { remoteKey } = this.terms;
    if (remoteKey === null) {
      this.events.handleIncoming(signal);
    } else if (proof === undefined || !this.isTheirs(signal, proof, remoteKey)) {
      const why = proof === undefined ? 'unproved' : 'wrong-proof';
      this.warn('Dropped a signal that is not theirs', signal, why);
      this.events.handleForgery();
    } else if (proof.seq <= this.takenSeq) {
      this.warn('Dropped a signal that came before', signal, 'old');
    } else {
      this.takenSeq = proof.seq;
      this.events.handleIncoming(signal);
    }
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** `null`: it cannot be proved, and says nothing to an end that asks for proofs. */
  private async prove(signal: Signal): Promise<ProvedSignal | null> {
    const { signer, clock } = this.ports;
    if (signer === null) return { signal };
    const { talkOut: talk, remoteKey } = this.terms;
    // By the clock, so that it grows also for the page that takes the place of one that crashed.
    const seq = Math.max(this.sentSeq + 1, clock.nowMs());
    this.sentSeq = seq;
    try {
      const to = remoteKey ?? '';
      const from = signer.publicKey;
      const signature = await signer.sign({ kind: 'signal', talk, from, to, seq, signal });
      return { signal, proof: { seq, signature } };
    } catch (error) {
      this.ports.logger.log('warn', 'Could not sign a signal', { error: String(error) });
      return null;
    }
  }

  private isTheirs(signal: Signal, { seq, signature }: SignalProof, from: PublicKey): boolean {
    const to = this.ports.signer?.publicKey ?? '';
    const { talkIn: talk } = this.terms;
    return verifyStatement(from, { kind: 'signal', talk, from, to, seq, signal }, signature);
  }

  /** Once in a talk as a warning: whoever relays can do it at will. */
  private warn(message: string, { kind, generation }: Signal, why: string): void {
    const level = this.warned.has(message) ? 'debug' : 'warn';
    this.warned.add(message);
    this.ports.logger.log(level, message, { kind, generation, why });
  }
}
