import type { Push, PushPayload } from '../../shared/protocol/events';
import type { Signal } from '../../shared/protocol/messages';
import type { CallEndReason, RefusalReason } from '../../shared/protocol/reasons';
import type { GatewayClient } from './gateway-client';

export type Candidate = Omit<Extract<Signal, { kind: 'candidate' }>, 'kind' | 'generation'>;

/** Why a call is over: the other end said so, or the server had no such call. */
export type ForeignCallEnd = CallEndReason | RefusalReason;

export interface ForeignCallEvents {
  /** Somebody calls, and offers this. */
  handleOffer(peer: string, sdp: string): void;
  handleAnswer(peer: string, sdp: string): void;
  handleCandidate(peer: string, candidate: Candidate): void;
  /** `text`: what the other end said to it; `null`: nothing. */
  handleEnded(peer: string, reason: ForeignCallEnd, text: string | null): void;
}

/** Candidates of an end whose offer waits for somebody to answer the call. */
const MAX_HELD_CANDIDATES = 32;

interface State {
  readonly peer: string;
  readonly isCaller: boolean;
  /** The other end comes by a gateway as well. */
  isPeerForeign: boolean;
  /** `null`: the server has not said yet. */
  callId: string | null;
  /** What waits for the call to be accepted; `null`: it is. */
  held: Signal[] | null;
  generation: number;
}

/**
 * The one call of a foreign client at a time. It accepts by itself, as programs without a bell do,
 * and makes no second connection after a lost one unless the client offers it.
 */
export class ForeignCall {
  private state: State | null = null;

  constructor(
    private readonly client: GatewayClient,
    private readonly events: ForeignCallEvents,
  ) {}

  /** With whom the call is; `null`: there is none. */
  get peer(): string | null {
    return this.state?.peer ?? null;
  }

  /** Whether it is up, as far as the server knows, with somebody of WebCRT's own. */
  get isUpWithOwn(): boolean {
    return this.state !== null && this.state.held === null && !this.state.isPeerForeign;
  }

  /** Calls, with an offer that is kept until the call is accepted. */
  call(to: string, sdp: string): void {
    if (this.state !== null) {
      this.events.handleEnded(to, 'already-in-call', null);
      return;
    }
    const state: State = {
      peer: to,
      isCaller: true,
      isPeerForeign: false,
      callId: null,
      held: [],
      generation: 0,
    };
    this.state = state;
    this.signal({ kind: 'description', generation: 0, type: 'offer', sdp });
    this.client.ask('call:invite', { to }, (reply) => {
      if (reply.ok) {
        state.callId = reply.callId;
        return;
      }
      if (this.state === state) this.state = null;
      this.events.handleEnded(to, reply.reason, null);
    });
  }

  /** The client, which called, makes a connection anew. */
  offerAgain(sdp: string): void {
    const { state } = this;
    if (!state?.isCaller) return;
    // Of a call that rings, nobody has heard the offer before.
    if (state.held !== null) state.held = [];
    else state.generation += 1;
    this.signal({ kind: 'description', generation: state.generation, type: 'offer', sdp });
  }

  answer(sdp: string): void {
    if (this.state === null || this.state.isCaller) return;
    this.signal({ kind: 'description', generation: 0, type: 'answer', sdp });
  }

  candidate(candidate: Candidate): void {
    if (this.state === null) return;
    this.signal({ kind: 'candidate', generation: this.state.generation, ...candidate });
  }

  hangUp(): void {
    const callId = this.state?.callId ?? null;
    this.state = null;
    if (callId !== null) this.client.ask('call:hang-up', { callId });
  }

  /** What of the server's words is about calls. */
  handlePush(push: Push): void {
    if (push.name === 'call:incoming') this.handleIncoming(push.payload);
    else if (push.name === 'call:accepted') this.handleAccepted(push.payload);
    else if (push.name === 'call:signal') this.handleSignal(push.payload);
    else if (push.name === 'call:ended') this.handleEnded(push.payload);
  }

  private handleIncoming({ callId, from, via }: PushPayload<'call:incoming'>): void {
    const isPeerForeign = via !== undefined;
    this.state = { peer: from, isCaller: false, isPeerForeign, callId, held: null, generation: 0 };
    this.client.ask('call:ringing', { callId });
    this.client.ask('call:accept', { callId });
  }

  private handleAccepted({ callId, via }: PushPayload<'call:accepted'>): void {
    const { state } = this;
    if (state?.callId !== callId || state.held === null) return;
    const { held } = state;
    state.held = null;
    state.isPeerForeign = via !== undefined;
    for (const signal of held) this.client.ask('call:signal', { callId, signal });
  }

  private handleSignal({ callId, signal }: PushPayload<'call:signal'>): void {
    const { state } = this;
    if (state?.callId !== callId) return;
    if (signal.kind === 'candidate') this.takeCandidate(state, signal);
    if (signal.kind !== 'description') return;
    const { type, sdp, generation } = signal;
    if (type === 'answer' && state.isCaller) {
      if (generation === state.generation) this.events.handleAnswer(state.peer, sdp);
    } else if (type === 'offer' && generation === 0 && !state.isCaller) {
      this.events.handleOffer(state.peer, sdp);
    } else if (generation > state.generation) {
      // The connection is lost, and these programs make no second one for a call.
      this.hangUp();
      this.events.handleEnded(state.peer, 'lost', null);
    }
  }

  private takeCandidate(
    { peer, generation }: State,
    { candidate, sdpMid, sdpMLineIndex, generation: of }: Extract<Signal, { kind: 'candidate' }>,
  ): void {
    if (of !== generation || candidate === '') return;
    this.events.handleCandidate(peer, { candidate, sdpMid, sdpMLineIndex });
  }

  private handleEnded({ callId, reason, text }: PushPayload<'call:ended'>): void {
    const { state } = this;
    if (state?.callId !== callId) return;
    this.state = null;
    this.events.handleEnded(state.peer, reason, text ?? null);
  }

  private signal(signal: Signal): void {
    const { state } = this;
    if (state === null) return;
    const { held, callId } = state;
    if (held === null && callId !== null) this.client.ask('call:signal', { callId, signal });
    else if (held !== null && held.length < MAX_HELD_CANDIDATES) held.push(signal);
  }
}
