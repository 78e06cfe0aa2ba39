import { type Disposable, MutableDisposable } from '../../../shared/base/lifecycle';
import type { Candidate } from '../foreign-call';
import type { GatewayClient } from '../gateway-client';
import type { Description } from '../member-link';

/** What of one member is said to the client. */
export interface OfferTurnEvents {
  handleDescription(description: Description): void;
  handleCandidate(candidate: Candidate): void;
}

/** A client that has something to send has offered it by then; others never will. */
const OFFER_PATIENCE_MS = 1_000;
/** Its first candidate takes some milliseconds; less than WebCRT's links wait for an answer. */
const GATHERING_PATIENCE_MS = 1_500;
/** An offer, and more candidates than it may have. */
const MAX_HELD = 65;

/**
 * Holds a member's first offer until the client has begun to gather candidates for its own.
 * rtcpool offers as soon as it hears of somebody, and takes that back for the offer of one who was
 * there before. Chromium gathers none ever after where that happens at the moment at which it is
 * about to begin, and on a busy machine it often does.
 */
export class OfferTurn implements Disposable {
  private isHolding = true;
  private held: (() => void)[] = [];
  private readonly patience = new MutableDisposable<Disposable>();

  constructor(
    private readonly client: Pick<GatewayClient, 'after'>,
    private readonly events: OfferTurnEvents,
  ) {
    this.release(OFFER_PATIENCE_MS);
  }

  /** The client offers. */
  noteOffer(): void {
    if (this.isHolding) this.release(GATHERING_PATIENCE_MS);
  }

  /** The client has a candidate, or the word that there are no more. */
  noteCandidate(): void {
    if (this.isHolding) this.release(0);
  }

  describe(description: Description): void {
    // What was held is of an offer that is over.
    this.held = [];
    if (description.type === 'answer') this.isHolding = false;
    this.pass(() => {
      this.events.handleDescription(description);
    });
  }

  candidate(candidate: Candidate): void {
    this.pass(() => {
      this.events.handleCandidate(candidate);
    });
  }

  dispose(): void {
    this.patience.dispose();
    this.held = [];
  }

  private pass(say: () => void): void {
    if (!this.isHolding) say();
    else if (this.held.length < MAX_HELD) this.held.push(say);
  }

  private release(inMs: number): void {
    if (inMs > 0) {
      this.patience.value = this.client.after(inMs, () => {
        this.release(0);
      });
      return;
    }
    this.isHolding = false;
    this.patience.value = undefined;
    for (const say of this.held.splice(0)) say();
  }
}
