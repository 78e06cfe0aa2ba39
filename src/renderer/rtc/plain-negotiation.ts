import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Signal } from '../../shared/protocol/messages';

type Description = Extract<Signal, { kind: 'description' }>;

/** The part of RTCPeerConnection that is used. */
export type NegotiatedConnection = Pick<
  RTCPeerConnection,
  | 'signalingState'
  | 'localDescription'
  | 'remoteDescription'
  | 'setLocalDescription'
  | 'setRemoteDescription'
>;

/** What a negotiation tells its link. */
export interface PlainNegotiationHooks {
  /** An offer of the other end is in force and not answered yet: time to say what is taken. */
  handleOffer(): void;
  /** The offer of this end is taken back, and the places that it made with it. */
  handleTakenBack(): void;
  /**
   * Nothing is in force yet, and this end gives way: closes its connection. Returns another, which
   * has offered nothing and has no places.
   */
  startAnew(): NegotiatedConnection;
  /**
   * Whether there is something to send for which the offer that this end gave way to, or waited
   * for, has no place; makes one, to be offered.
   */
  makeMissing(): boolean;
  /** A description of the other end is in force. */
  handleDescribed(): void;
  say(type: Description['type'], sdp: string): void;
  /** There is nothing to go on with. */
  handleFailed(): void;
}

/**
 * How long the offer of this end waits for an answer once one of the other end has crossed it. An
 * end that gives way has answered by then, as it need not ask anybody for devices any more.
 */
const CROSSED_PATIENCE_MS = 2_000;
/**
 * How long what has no place waits for an offer that brings it: an end that does not give way says
 * what more it has as soon as it has its answer, and would cross an offer of this end again.
 */
const MISSING_PATIENCE_MS = 500;

/**
 * Offers and answers with an end of another make. Either may offer, at any time, and whether that
 * end gives way when two offers cross nobody says: so this one first stands by its own, and gives
 * way where no answer comes. Takes one step after another; to be told of checked descriptions only.
 */
export class PlainNegotiation implements Disposable {
  private readonly patience = new MutableDisposable<Disposable>();
  private readonly missing = new MutableDisposable<Disposable>();
  /** Until the first offer of this end is made, which waits for one of the other. */
  private readonly turn = new MutableDisposable<Disposable>();
  private work: Promise<void> = Promise.resolve();
  private isOfferWanted = false;
  /** An offer that came while that of this end was open. */
  private crossed: string | null = null;
  private hasGivenWay = false;
  private isDisposed = false;

  constructor(
    private connection: NegotiatedConnection,
    private readonly clock: Clock,
    private readonly hooks: PlainNegotiationHooks,
  ) {}

  /** Whether an answer would be one to anything. */
  get isAnswerDue(): boolean {
    return this.connection.signalingState === 'have-local-offer' || this.hasGivenWay;
  }

  /**
   * Offers, unless the other end does so within `patienceMs`: then that is answered, and nothing
   * crosses anything.
   */
  offerAfter(patienceMs: number): void {
    this.turn.value = this.clock.after(patienceMs, () => {
      this.offer();
    });
  }

  /** Offers, as soon as nothing else is open. */
  offer(): void {
    this.turn.value = undefined;
    this.isOfferWanted = true;
    this.run(() => this.offerIfWanted());
  }

  take({ type, sdp }: Pick<Description, 'type' | 'sdp'>): void {
    this.run(() => (type === 'offer' ? this.takeOffer(sdp) : this.takeAnswer(sdp)));
  }

  dispose(): void {
    this.isDisposed = true;
    this.patience.dispose();
    this.missing.dispose();
    this.turn.dispose();
  }

  private run(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.isDisposed) return;
      try {
        await step();
      } catch {
        // The browser refused it. What was in force before stays so; at first there was nothing.
        if (this.connection.remoteDescription === null) this.hooks.handleFailed();
      }
    });
  }

  private async offerIfWanted(): Promise<void> {
    if (!this.isOfferWanted || this.connection.signalingState !== 'stable') return;
    this.isOfferWanted = false;
    try {
      await this.describe('offer');
    } catch (error) {
      // Its places are of no use: an offer that brings some finds them free.
      this.hooks.handleTakenBack();
      throw error;
    }
  }

  private async takeOffer(sdp: string): Promise<void> {
    if (this.turn.value !== undefined) {
      this.turn.value = undefined;
      await this.answerAnew(sdp);
      return;
    }
    if (this.connection.signalingState !== 'have-local-offer') {
      await this.answer(sdp);
      return;
    }
    this.crossed = sdp;
    this.patience.value ??= this.clock.after(CROSSED_PATIENCE_MS, () => {
      this.run(() => this.giveWay());
    });
  }

  private async takeAnswer(sdp: string): Promise<void> {
    if (this.connection.signalingState === 'have-local-offer') {
      await this.connection.setRemoteDescription({ type: 'answer', sdp });
      this.forgetCrossed();
      this.hooks.handleDescribed();
      await this.offerIfWanted();
    } else if (this.hasGivenWay) {
      // So that end gave way as well, late: each has something else in force.
      this.hooks.handleFailed();
    }
  }

  private async giveWay(): Promise<void> {
    const { crossed } = this;
    this.forgetCrossed();
    if (crossed === null || this.connection.signalingState !== 'have-local-offer') return;
    this.hasGivenWay = true;
    // Chromium keeps some of an offer that it takes back, and trips over it in later ones.
    if (this.connection.remoteDescription === null) await this.answerAnew(crossed);
    else {
      await this.takeBack();
      await this.answerFirst(crossed);
    }
  }

  private async answerAnew(sdp: string): Promise<void> {
    this.connection = this.hooks.startAnew();
    await this.answerFirst(sdp);
  }

  /** In the place of an offer of this end, whatever that one had. */
  private async answerFirst(sdp: string): Promise<void> {
    await this.answer(sdp);
    this.missing.value = this.clock.after(MISSING_PATIENCE_MS, () => {
      this.run(() => this.offerMissing());
    });
  }

  private async takeBack(): Promise<void> {
    await this.connection.setLocalDescription({ type: 'rollback' });
    this.hooks.handleTakenBack();
  }

  private async offerMissing(): Promise<void> {
    if (this.connection.signalingState !== 'stable' || !this.hooks.makeMissing()) return;
    this.isOfferWanted = true;
    await this.offerIfWanted();
  }

  private async answer(sdp: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: 'offer', sdp });
    this.hooks.handleDescribed();
    this.hooks.handleOffer();
    await this.describe('answer');
    await this.offerIfWanted();
  }

  private async describe(type: Description['type']): Promise<void> {
    await this.connection.setLocalDescription();
    const { localDescription } = this.connection;
    if (localDescription !== null && !this.isDisposed) this.hooks.say(type, localDescription.sdp);
  }

  private forgetCrossed(): void {
    this.crossed = null;
    this.patience.value = undefined;
  }
}
