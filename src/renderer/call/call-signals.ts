import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { PushPayload, RequestPayload } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Signal } from '../../shared/protocol/messages';
import { rehearseVerifying } from '../../shared/identity/verify-statement';
import type { CallPorts, EchoPeerOptions } from './call-ports';
import { EchoRoute } from './echo-route';
import { type ProvedSignal, SignalProofs } from './signal-proofs';

/** A call that was accepted: only then is it known whose key it is that proves anything. */
export interface AcceptedCall {
  readonly callId: string;
  readonly peer: string;
  /** `null`: the other end has none, and nothing proves who it is. */
  readonly remoteKey: PublicKey | null;
}

export interface CallSignalsEvents {
  /** To be relayed by the server, in this order. */
  handleOutgoing(said: RequestPayload<'call:signal'>): void;
  /** For the local end of the connection. */
  handleIncoming(signal: Signal): void;
  /** Something came in the name of the other end that is not theirs. */
  handleForgery(): void;
}

/**
 * The one door that the signals of a call pass, between its connection and the server: people prove
 * what they say by their keys, and what is said to the echo takes its own route. While no call is
 * accepted nothing gets through.
 */
export class CallSignals implements Disposable {
  private readonly echo: EchoRoute;
  /** With the other end of the call there is; echo has none. */
  private readonly proofs = new MutableDisposable<SignalProofs>();
  private readonly rehearsal = new MutableDisposable<Disposable>();

  constructor(
    private readonly ports: Pick<CallPorts, 'signer' | 'clock' | 'logger' | 'createEchoPeer'>,
    /** The call of now; `null`: none is accepted. */
    private readonly call: () => AcceptedCall | null,
    private readonly events: CallSignalsEvents,
  ) {
    this.echo = new EchoRoute(ports.createEchoPeer, (signal) => {
      this.relay({ signal, asEcho: true });
    });
  }

  /** It rings: what the other end proves may have to be checked at any moment. */
  prepare(): void {
    this.rehearsal.value ??= this.ports.clock.after(0, rehearseVerifying);
  }

  /** The connection is about to make a link. */
  open(options: EchoPeerOptions): void {
    const call = this.call();
    if (call !== null) this.echo.open(call.peer, options);
  }

  /** What the local end of the connection says. */
  send(signal: Signal): void {
    const call = this.call();
    if (call === null) return;
    if (!this.echo.isFor(call.peer)) {
      this.proofsOf(call).send(signal);
      return;
    }
    this.echo.note(signal);
    this.relay({ signal });
  }

  /** What the server brings. */
  take({ callId, from, signal, proof }: PushPayload<'call:signal'>): void {
    const call = this.call();
    if (call?.callId !== callId || this.echo.take(call.peer, from, signal)) return;
    if (this.echo.isFor(call.peer)) this.events.handleIncoming(signal);
    else this.proofsOf(call).take({ signal, proof });
  }

  /** The call is over. */
  close(): void {
    this.proofs.value = undefined;
    this.rehearsal.value = undefined;
    this.echo.close();
  }

  dispose(): void {
    this.proofs.dispose();
    this.rehearsal.dispose();
    this.echo.dispose();
  }

  private proofsOf({ callId, remoteKey }: AcceptedCall): SignalProofs {
    const { signer, clock, logger } = this.ports;
    const terms = { remoteKey, talkOut: callId, talkIn: callId };
    return (this.proofs.value ??= new SignalProofs(
      terms,
      { signer: signer(), clock, logger },
      {
        handleOutgoing: (said) => {
          this.relay(said);
        },
        handleIncoming: (signal) => {
          this.events.handleIncoming(signal);
        },
        handleForgery: () => {
          this.events.handleForgery();
        },
      },
    ));
  }

  private relay(said: ProvedSignal & { readonly asEcho?: true }): void {
    const call = this.call();
    if (call !== null) this.events.handleOutgoing({ callId: call.callId, ...said });
  }
}
