import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Signal } from '../../shared/protocol/messages';
import { certificateOf, ufragOf, ufragsOf, wishOf } from './description-facts';
import type { Candidate } from './foreign-call';
import type { GatewayClient } from './gateway-client';
import { Renegotiation } from './renegotiation';

export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

export interface MemberLinkEvents {
  /** To be said to the other member. */
  handleSignal(signal: Signal): void;
  /** To be said to the client, as are candidates. */
  handleDescription(description: Description): void;
  handleCandidate(candidate: Candidate): void;
  /** The other member makes a connection anew: the client is to forget the one that it has. */
  handleRestart(): void;
  /**
   * The client has another certificate in the connection that is made anew: the member would take
   * it for somebody else. Left out: they are.
   */
  handleOtherCertificate?(): void;
}

export interface MemberLinkOptions {
  /** The other one comes by a gateway as well: both offer as they like, and bear it. */
  readonly isForeign: boolean;
  /** The other one was in the room before the client. */
  readonly isEarlier: boolean;
}

/** Candidates of a description that has not come yet. */
const MAX_HELD_CANDIDATES = 16;
/** How long an answer may take of somebody who knows how to answer. */
const ANSWER_PATIENCE_MS = 3_000;

/**
 * What a foreign client in a room and one other member say about the connection between them. The
 * client offers whenever it likes, and so may the member, to whose offer it yields. Clients of
 * WebCRT that know nothing of gateways have fixed roles: who has offered once offers for ever, and
 * is asked for an offer. In between, what has no place is dropped.
 */
export class MemberLink implements Disposable {
  private readonly isForeign: boolean;
  private generation = 0;
  /** The member has made an offer, or is about to make the first. */
  private isOffering: boolean;
  /** The client has heard a description. */
  private hasHeard = false;
  /** The member's offer waits for the client's answer. */
  private isAnswerDue = false;
  /** The client's offer waits for the member's. */
  private isOfferOpen = false;
  /** The member answers no offers. */
  private isFixed = false;
  private readonly unanswered = new MutableDisposable<Disposable>();
  /** Of what the client said last; `null`: nothing of it went to the member. */
  private ufrags: ReadonlySet<string> | null = null;
  /** Which the client has shown the member. */
  private certificate: string | null = null;
  private held: { readonly candidate: Candidate; readonly ufrag: string | null }[] = [];
  private readonly renegotiation: Renegotiation;

  constructor(
    private readonly client: Pick<GatewayClient, 'after' | 'nowMs'>,
    { isForeign, isEarlier }: MemberLinkOptions,
    private readonly events: MemberLinkEvents,
  ) {
    this.isForeign = isForeign;
    this.isOffering = !isForeign && !isEarlier;
    this.renegotiation = new Renegotiation(client, () => {
      events.handleSignal({ kind: 'renegotiate', generation: this.generation });
    });
  }

  /** The client describes itself. */
  describe(description: Description): void {
    if (this.isForeign) this.say(description);
    else if (description.type === 'answer') this.answer(description.sdp);
    else this.offer(description.sdp);
  }

  /** @param told the candidate's `usernameFragment`, if the client told it */
  candidate(candidate: Candidate, told: string | null): void {
    const ufrag = ufragOf(candidate, told);
    if (this.isOfSaid(ufrag)) this.sayCandidate(candidate);
    else if (this.held.length < MAX_HELD_CANDIDATES) this.held.push({ candidate, ufrag });
  }

  /** The member says something. */
  hear(signal: Signal): void {
    const { kind, generation } = signal;
    if (kind === 'description') this.hearDescription(signal, generation);
    else if (kind === 'candidate' && this.hasHeard && generation === this.generation) {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      if (candidate !== '') this.events.handleCandidate({ candidate, sdpMid, sdpMLineIndex });
    }
    // There is no word in which the client could be asked for an offer.
  }

  dispose(): void {
    this.unanswered.dispose();
    this.renegotiation.dispose();
    this.held = [];
  }

  private offer(sdp: string): void {
    // One is here or on its way, to which the client yields.
    if (this.isAnswerDue || (this.isOffering && !this.hasHeard)) return;
    if (this.isFixed) this.renegotiation.want(wishOf(sdp));
    else if (!this.hasHeard) this.sayOffer(sdp);
    else if (this.renegotiation.take()) this.offerAgain(sdp);
  }

  private offerAgain(sdp: string): void {
    this.sayOffer(sdp);
    if (!this.isOffering) return;
    const wish = wishOf(sdp);
    this.unanswered.value = this.client.after(ANSWER_PATIENCE_MS, () => {
      this.isFixed = true;
      this.renegotiation.want(wish);
    });
  }

  private sayOffer(sdp: string): void {
    this.isOfferOpen = true;
    this.say({ type: 'offer', sdp });
  }

  private answer(sdp: string): void {
    // What it answers is an offer of before, or one that nobody made.
    if (!this.isAnswerDue) return;
    this.isAnswerDue = false;
    this.isOfferOpen = false;
    this.say({ type: 'answer', sdp });
  }

  private hearDescription({ type, sdp }: Description, generation: number): void {
    if (!this.isForeign) {
      if (type === 'answer' ? !this.takeAnswer(generation) : !this.takeOffer(generation)) return;
      this.unanswered.value = undefined;
    }
    this.hasHeard = true;
    this.events.handleDescription({ type, sdp });
  }

  private takeAnswer(generation: number): boolean {
    if (!this.isOfferOpen || generation !== this.generation) return false;
    this.isOfferOpen = false;
    this.isAnswerDue = false;
    return true;
  }

  private takeOffer(generation: number): boolean {
    if (generation < this.generation) return false;
    if (generation > this.generation) this.restart(generation);
    this.isOffering = true;
    this.isAnswerDue = true;
    return true;
  }

  private restart(generation: number): void {
    this.generation = generation;
    this.isOfferOpen = false;
    this.ufrags = null;
    this.held = [];
    if (this.hasHeard) this.events.handleRestart();
  }

  private say(description: Description): void {
    const { generation } = this;
    const certificate = certificateOf(description.sdp);
    this.certificate ??= certificate;
    if (certificate !== this.certificate && this.events.handleOtherCertificate) {
      this.events.handleOtherCertificate();
      return;
    }
    this.events.handleSignal({ kind: 'description', generation, ...description });
    this.ufrags = ufragsOf(description.sdp);
    for (const { candidate, ufrag } of this.held.splice(0)) {
      if (this.isOfSaid(ufrag)) this.sayCandidate(candidate);
    }
  }

  private sayCandidate(candidate: Candidate): void {
    const { generation } = this;
    this.events.handleSignal({ kind: 'candidate', generation, ...candidate });
  }

  /** Whoever does not say of what it is means the last. */
  private isOfSaid(ufrag: string | null): boolean {
    if (this.ufrags === null) return false;
    return ufrag === null || this.ufrags.size === 0 || this.ufrags.has(ufrag);
  }
}
