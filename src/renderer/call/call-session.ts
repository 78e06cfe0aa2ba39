import { assertNever } from '../../shared/base/assert-never';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import { type ConnectionState } from '../../shared/call/connection';
import { CALL_POLICY, PIGEON_POLICY } from '../../shared/call/connection-policy';
import { reduceCall } from '../../shared/call/call-machine';
import { PEER_ID } from '../../shared/call/membership';
import {
  type CallPhase,
  type CallSummary,
  connectionOfPhase,
  isInCall,
} from '../../shared/call/call-phase';
import {
  type CallDirection,
  type CallEffect,
  type CallEvent,
  type CallState,
  type CallTimer,
  IDLE_CALL,
  type PartnerState,
} from '../../shared/call/call-state';
import type { CallPush } from '../../shared/call/session-pushes';
import { isSuspicious } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';
import type { PushPayload, RequestPayload } from '../../shared/protocol/events';
import { MAX_DECLINE_GRAPHEMES } from '../../shared/protocol/limits';
import type { PeerLine, ViewState } from '../../shared/protocol/peer-messages';
import type { AppRequestName, SignallingState } from '../../shared/signalling/signalling-api';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';
import type { Signal } from '../../shared/protocol/messages';
import type { LinkDetails } from '../rtc/link-details';
import { RateWindow } from '../rtc/rate-window';
import type { CallPorts } from './call-ports';
import { CallSignals } from './call-signals';
import { CallStay, restoredTerms } from './call-stay';
import { isEcho } from './echo-route';
import { fireSafely } from './fire-safely';
import { NamedTimers } from './named-timers';
import { type ConnectionTerms, ParticipantConnection } from './participant-connection';
import { type TellRemote, tellerOf } from './remote-events';

/** The other end of a call by pigeon, and what its letter stands for. */
export interface PigeonPartner {
  readonly peer: string;
  readonly key: PublicKey;
  readonly signals: readonly Signal[];
}

/**
 * Calls that come in for which a link is made ready, with an account at a TURN server: whoever
 * rings more often has it made once somebody answers.
 */
const READY_LINKS = { points: 6, windowMs: 60_000 } as const;

type EffectOf<K extends CallEffect['kind']> = Extract<CallEffect, { kind: K }>;

/** A declined or sent line, cleaned; `null` when nothing is left. */
function cleanLine(text: string | undefined): string | null {
  const line = sanitiseLine(text ?? '', MAX_DECLINE_GRAPHEMES);
  return line === '' ? null : line;
}

function partnerOf({ isUp, hasLink, lostAtMs, attempt }: ConnectionState): PartnerState {
  const media = isUp ? 'up' : lostAtMs === null ? 'none' : 'lost';
  return { media, isFlowing: isUp && hasLink, attempt };
}

/**
 * Runs the calls of this end, one at a time: takes the user's verbs and the server's pushes, lets
 * the call machine decide, and does what it says with links, timers and requests. Knows nobody; all
 * it needs comes through its ports.
 */
export class CallSession implements Disposable {
  private readonly phaseEmitter = new Emitter<CallPhase>();
  readonly onPhase = this.phaseEmitter.event;
  private readonly endedEmitter = new Emitter<CallSummary>();
  /** A call is over, after the phase became `idle`. */
  readonly onEnded = this.endedEmitter.event;
  private readonly missedEmitter = new Emitter<PushPayload<'call:missed'>>();
  /** Somebody called in vain; `from` is sanitised. */
  readonly onMissed = this.missedEmitter.event;

  private readonly letterEmitter = new Emitter<Signal>();
  /** What the local end of a call by pigeon says before it is up: somebody carries it by hand. */
  readonly onLetterSignal = this.letterEmitter.event;

  private state: CallState = IDLE_CALL;
  private readonly events: CallEvent[] = [];
  private isDispatching = false;
  private isDisposed = false;
  private signalling: SignallingState = { kind: 'signed-out' };
  /** With the other end of the call there is. */
  private readonly connection = new MutableDisposable<ParticipantConnection>();
  private readonly signals: CallSignals;
  private readonly stay: CallStay;
  private readonly tellRemote: TellRemote;
  private readonly timers: NamedTimers<CallTimer>;
  private lastInvitation: Promise<void> = Promise.resolve();
  private readonly readyLinks: RateWindow;
  /** Whether a link is made ready for the call of now. */
  private mayPrepareLink = false;

  constructor(private readonly ports: CallPorts) {
    const { points, windowMs } = READY_LINKS;
    this.readyLinks = new RateWindow(points, windowMs, () => ports.clock.nowMs());
    this.timers = new NamedTimers(ports.clock, (timer) => {
      this.dispatch({ kind: 'timer', timer });
    });
    this.tellRemote = tellerOf(ports.remote, PEER_ID);
    this.signals = this.createSignals();
    this.stay = new CallStay(ports.stays);
  }

  get phase(): CallPhase {
    return this.state.phase;
  }

  /**
   * The key of the other end, as the server says; what they say is proved by it. `null`: they have
   * none, or have not accepted yet.
   */
  get partnerKey(): PublicKey | null {
    return this.state.partnerKey;
  }

  /**
   * By which gateway the other end came, whose program is not WebCRT; `null`: by none, or they have
   * not accepted yet.
   */
  get partnerVia(): string | null {
    return this.state.partnerVia;
  }

  // ── the user's verbs: `false` when there is nothing that they apply to ────────────────────────

  /** Calls `name`. Refusals (offline, busy, nobody of that name) come as `onEnded`. */
  call(name: string): boolean {
    const peer = sanitiseName(name);
    if (peer === null || this.phase.kind !== 'idle') return false;
    this.dispatch({ kind: 'place', peer });
    return true;
  }

  answer(): boolean {
    const applies = this.phase.kind === 'incoming';
    this.dispatch({ kind: 'answer' });
    return applies;
  }

  /** Declines the call that rings; `text` is shown to the caller. */
  decline(text?: string): boolean {
    const applies = this.phase.kind === 'incoming';
    this.dispatch({ kind: 'decline', text: cleanLine(text) });
    return applies;
  }

  /** Ends the call at any stage; one that rings here is declined. */
  hangUp(): boolean {
    const applies = this.phase.kind !== 'idle';
    this.dispatch({ kind: 'hang-up' });
    return applies;
  }

  // ── by pigeon: without a server, and whatever is said before it is up carried by hand ─────────

  /** Whether the call of now is one that no server carries. */
  get isByPigeon(): boolean {
    return this.state.isByPigeon;
  }

  /** Whether it was the local user who called. */
  get isOfferer(): boolean {
    return this.state.direction === 'outgoing';
  }

  /** Begins a call of which nobody knows yet; what is to be handed over comes by the event. */
  offerByPigeon(callId: string): boolean {
    if (this.phase.kind !== 'idle') return false;
    this.dispatch({ kind: 'pigeon-offer', callId });
    return true;
  }

  /** The answer came back, and is whose it says it is. `peer`: sanitised. */
  takePigeonAnswer({ peer, key, signals }: PigeonPartner): boolean {
    if (this.phase.kind !== 'pigeon') return false;
    this.dispatch({ kind: 'pigeon-answered', peer, key });
    for (const signal of signals) this.connection.value?.signal(signal);
    return true;
  }

  /** Answers an offer that is whose it says it is. `peer`: sanitised. */
  answerByPigeon(callId: string, { peer, key, signals }: PigeonPartner): boolean {
    if (this.phase.kind !== 'idle') return false;
    this.dispatch({ kind: 'pigeon-answer', callId, peer, key });
    for (const signal of signals) this.connection.value?.signal(signal);
    return true;
  }

  /** Says a line to the other end itself; `false`: the call is not by pigeon, or not up. */
  say(line: PeerLine): boolean {
    return this.state.isByPigeon && (this.connection.value?.say(line) ?? false);
  }

  /**
   * Tells the remote end what is shown of its picture, or of its screen, so that it sends no more
   * than that; for the rest of this call. To be called when it is first shown, and whenever grid,
   * style or kind of view change: what did not change is not told again. An end that was never told
   * sends in full.
   */
  setView(view: Omit<ViewState, 'kind'>): void {
    this.connection.value?.setView({ kind: 'view', ...view });
  }

  /** For the technical panel; `null`: there is no peer connection. */
  async details(): Promise<LinkDetails | null> {
    return (await this.connection.value?.details()) ?? null;
  }

  // ── what comes in ────────────────────────────────────────────────────────────────────────────

  handlePush(push: CallPush): void {
    switch (push.name) {
      case 'call:incoming':
        this.handleIncoming(push.payload);
        return;
      case 'call:ringing':
        this.dispatch({ kind: 'ringing', callId: push.payload.callId });
        return;
      case 'call:accepted':
        this.handleAccepted(push.payload);
        return;
      case 'call:interrupted':
        this.dispatch({ kind: 'interrupted', callId: push.payload.callId });
        return;
      case 'call:resumed':
        this.dispatch({ kind: 'resumed', callId: push.payload.callId });
        return;
      case 'call:ended':
        this.dispatch({ kind: 'ended', ...push.payload, text: cleanLine(push.payload.text) });
        return;
      case 'call:signal':
        this.signals.take(push.payload);
        return;
      case 'call:missed':
        this.handleMissed(push.payload);
        return;
      default:
        assertNever(push, 'push of a call');
    }
  }

  handleSignallingState(state: SignallingState): void {
    const previous = this.signalling;
    this.signalling = state;
    switch (state.kind) {
      case 'signed-in':
        this.restore(state.callId ?? null);
        this.dispatch({ kind: 'server-found', callId: state.callId });
        return;
      case 'connecting':
      case 'reconnecting':
        this.dispatch({ kind: 'server-lost' });
        return;
      case 'signed-out':
        if (previous.kind === 'signed-out') return;
        this.dispatch({ kind: 'signed-out', isWished: state.reason === undefined });
        return;
      default:
        assertNever(state, 'signalling state');
    }
  }

  /** A link that is to be rebuilt need not wait its turn on another network. */
  handleNetworkChanged(): void {
    // Nobody makes another for a call by pigeon: what ICE still hopes for is not given up for it.
    if (this.state.isByPigeon) return;
    this.connection.value?.dispatch({ kind: 'network-changed' });
  }

  /** Hangs up, and lets go of everything. */
  dispose(): void {
    if (this.isDisposed) return;
    this.dispatch({ kind: 'hang-up' });
    this.isDisposed = true;
    this.timers.dispose();
    this.connection.dispose();
    this.signals.dispose();
    this.phaseEmitter.dispose();
    this.endedEmitter.dispose();
    this.missedEmitter.dispose();
    this.letterEmitter.dispose();
  }

  /** Takes up the call of a page that crashed, if the server still has it for this name. */
  private restore(callId: string | null): void {
    if (callId === null || this.phase.kind !== 'idle') return;
    const kept = this.stay.takeUp(callId);
    if (kept === null) return;
    const connection = this.createConnection(restoredTerms(kept));
    this.connection.value = connection;
    const { peer, direction, key, via } = kept;
    this.dispatch({ kind: 'restored', callId, peer, direction, key, via });
    connection.dispatch({ kind: 'restored' });
  }

  /** Who is told that the call is over because of it need not be told that somebody tried. */
  private handleImpostor(isFirst: boolean): void {
    const { phase } = this;
    if (phase.kind === 'reconnecting') this.dispatch({ kind: 'impostor' });
    else if (isFirst && phase.kind !== 'idle') this.tellRemote('impostor', null);
  }

  /** A call that was up may come back with the network; one that was not has no way to begin. */
  private handleNoRelay(): void {
    const { serial, phase } = this.state;
    this.tellRemote('noRelay', null);
    if (phase.kind === 'connecting') this.dispatch({ kind: 'partner-given-up', serial });
  }

  private handleIncoming({ callId, from, isGuest, key, via }: PushPayload<'call:incoming'>): void {
    const name = sanitiseName(from);
    if (name !== null) {
      this.dispatch({ kind: 'incoming', callId, from: name, isGuest: isGuest === true, key, via });
      return;
    }
    this.ports.logger.log('warn', 'Declined a caller whose name cannot be shown');
    this.tell('call:decline', { callId, reason: 'declined' });
  }

  /** Nothing is sent to whoever is not the one whom the local user called. */
  private handleAccepted({ callId, key, via }: PushPayload<'call:accepted'>): void {
    const { phase } = this;
    const isSomebodyElse =
      phase.kind === 'outgoing' && isSuspicious(this.ports.trustOf(phase.peer, key ?? null));
    this.dispatch(
      isSomebodyElse ? { kind: 'wrong-key', callId } : { kind: 'accepted', callId, key, via },
    );
  }

  private handleMissed(missed: PushPayload<'call:missed'>): void {
    const from = sanitiseName(missed.from);
    if (from === null) return;
    fireSafely(this.missedEmitter, { ...missed, from }, this.ports.logger);
  }

  // ── deciding and doing ───────────────────────────────────────────────────────────────────────

  /** One event at a time: what an effect causes waits until all effects of its event are done. */
  private dispatch(event: CallEvent): void {
    if (this.isDisposed) return;
    this.events.push(event);
    if (this.isDispatching) return;
    this.isDispatching = true;
    try {
      for (let next = this.events.shift(); next !== undefined; next = this.events.shift()) {
        this.step(next);
      }
    } finally {
      this.isDispatching = false;
    }
  }

  private step(event: CallEvent): void {
    const previous = this.state.phase;
    const { state, effects } = reduceCall(this.state, event, this.ports.clock.nowMs());
    this.state = state;
    if (previous.kind === 'idle' && state.phase.kind !== 'idle') this.prepare(state.direction);
    if (state.phase !== previous) this.tellPhase(state.phase);
    for (const effect of effects) this.run(effect);
    this.prepareLink();
    const isKept = !state.isByPigeon;
    this.stay.keep({ ...state, link: isKept ? (this.connection.value?.kept() ?? null) : null });
  }

  /** Before anybody is told of the call: what they show of it is for its connection. */
  private prepare(direction: CallDirection): void {
    const isInitiator = direction === 'outgoing';
    this.mayPrepareLink = isInitiator || this.readyLinks.take();
    this.connection.value ??= this.createConnection({ isInitiator, generation: 0, pin: null });
  }

  /** It rings at either end: somebody may accept at any moment. */
  private prepareLink(): void {
    const { phase } = this;
    const isRinging = phase.kind === 'outgoing' ? phase.isRinging : phase.kind === 'incoming';
    if (!isRinging || !this.mayPrepareLink) return;
    this.connection.value?.prepare();
    this.signals.prepare();
  }

  private createSignals(): CallSignals {
    const call = () => {
      const { phase, partnerKey: remoteKey } = this.state;
      return isInCall(phase) ? { callId: phase.callId, peer: phase.peer, remoteKey } : null;
    };
    return new CallSignals(this.ports, call, {
      handleOutgoing: (said) => {
        this.tell('call:signal', said);
      },
      handleIncoming: (signal) => {
        this.connection.value?.signal(signal);
      },
      handleForgery: () => {
        this.connection.value?.handleForgery();
      },
    });
  }

  private createConnection(
    given: Pick<ConnectionTerms, 'isInitiator' | 'generation' | 'pin'>,
  ): ParticipantConnection {
    const { isPeerReachable: isPartnerReachable, isServerReachable, isByPigeon } = this.state;
    const { phase } = this;
    const isInPage = 'peer' in phase && isEcho(phase.peer);
    const policy = isByPigeon ? PIGEON_POLICY : CALL_POLICY;
    const isPlain = (): boolean => this.state.partnerVia !== null;
    const terms = { ...given, isPartnerReachable, isServerReachable, isInPage, policy };
    const isSelfSignalled = isByPigeon;
    const all = { id: PEER_ID, ...terms, isSelfSignalled, isPlain };
    return new ParticipantConnection(all, this.ports, {
      handleSignal: (signal) => {
        if (isByPigeon) fireSafely(this.letterEmitter, signal, this.ports.logger);
        else this.signals.send(signal);
      },
      handleState: (state) => {
        this.dispatch({ kind: 'partner', serial: this.state.serial, partner: partnerOf(state) });
      },
      handleImpostor: (isFirst) => {
        this.handleImpostor(isFirst);
      },
      handleForgery: () => {
        if (this.phase.kind !== 'idle') this.tellRemote('impostor', null);
      },
      handleOpening: (options) => {
        this.signals.open(options);
      },
      handleRemoteClose: () => {
        this.dispatch({ kind: 'partner-closed', serial: this.state.serial });
      },
      handleNothingShared: () => {
        this.dispatch({ kind: 'partner-unplayable', serial: this.state.serial });
      },
      handleNoRelay: () => {
        this.handleNoRelay();
      },
      handleGaveUp: () => {
        this.dispatch({ kind: 'partner-given-up', serial: this.state.serial });
      },
    });
  }

  private tellPhase(phase: CallPhase): void {
    fireSafely(this.phaseEmitter, phase, this.ports.logger);
    // A listener may have gone on to another phase, which was told then.
    if (phase === this.phase && isInCall(phase)) {
      this.tellRemote('connection', connectionOfPhase(phase));
    }
  }

  private run(effect: CallEffect): void {
    switch (effect.kind) {
      case 'invite':
        this.lastInvitation = this.invite(effect, this.lastInvitation);
        return;
      case 'say-ringing':
        this.tell('call:ringing', { callId: effect.callId });
        return;
      case 'accept':
        void this.accept(effect);
        return;
      case 'decline':
        this.decideAgainst(effect);
        return;
      case 'hang-up':
        this.tell('call:hang-up', { callId: effect.callId });
        return;
      case 'grant-media':
        void this.grantMedia();
        return;
      case 'connect':
        this.connection.value?.start();
        return;
      case 'reach':
        this.connection.value?.dispatch({ kind: effect.what });
        return;
      case 'disconnect':
        this.connection.value = undefined;
        this.signals.close();
        return;
      case 'start-timer':
        this.timers.start(effect.timer, effect.delayMs);
        return;
      case 'stop-timer':
        this.timers.stop(effect.timer);
        return;
      case 'ended':
        this.finish(effect.summary);
        return;
      default:
        assertNever(effect, 'call effect');
    }
  }

  /**
   * Waits for the answer to the invitation before: the server has to hear first that it was
   * cancelled.
   */
  private async invite({ serial, to }: EffectOf<'invite'>, earlier: Promise<void>): Promise<void> {
    await earlier;
    if (this.state.serial !== serial || this.phase.kind === 'idle') return;
    const outcome = await this.ports.request('call:invite', { to });
    if (outcome.ok) this.dispatch({ kind: 'invited', serial, callId: outcome.callId });
    else this.dispatch({ kind: 'invite-refused', serial, reason: outcome.reason });
  }

  private async accept({ serial, callId }: EffectOf<'accept'>): Promise<void> {
    const outcome = await this.ports.request('call:accept', { callId });
    if (!outcome.ok) this.dispatch({ kind: 'accept-refused', serial, reason: outcome.reason });
  }

  private decideAgainst({ callId, reason, text }: EffectOf<'decline'>): void {
    this.tell('call:decline', text === null ? { callId, reason } : { callId, reason, text });
  }

  /** The connection is made meanwhile; a device that takes its time is sent once it is there. */
  private async grantMedia(): Promise<void> {
    try {
      await this.ports.grantMedia();
    } catch (error) {
      this.ports.logger.log('warn', 'The call goes on without media', { error: String(error) });
    }
  }

  /** Asks without needing to know: the server tells what matters by a push. */
  private tell<K extends AppRequestName>(name: K, payload: RequestPayload<K>): void {
    void this.ports.request(name, payload).then((outcome) => {
      if (!outcome.ok) this.ports.logger.log('debug', 'Not heard', { name, why: outcome.reason });
    });
  }

  private finish(summary: CallSummary): void {
    this.timers.stop('ring');
    fireSafely(this.endedEmitter, summary, this.ports.logger);
  }
}
