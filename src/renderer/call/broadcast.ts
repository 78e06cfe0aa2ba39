import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Partner } from '../../shared/call/membership';
import type { PushPayload } from '../../shared/protocol/events';
import { ECHO_NAME } from '../../shared/protocol/messages';
import type { BroadcastEndReason, RequestFailure } from '../../shared/protocol/reasons';
import type { SignallingApi } from '../../shared/signalling/signalling-api';
import { BroadcastSender, type BroadcastSenderPorts, type FrameOutcome } from './broadcast-sender';
import type { LocalParticipant } from './local-participant';
import type { Membership } from './membership';
import type { RemoteSource } from './remote-events';

/** Where the local user's broadcast stands. */
export type OwnBroadcast =
  | { readonly kind: 'off' }
  /** Not everybody has agreed yet. */
  | { readonly kind: 'asked'; readonly waitsFor: readonly string[] }
  | {
      readonly kind: 'on';
      readonly token: string;
      readonly sshPort: number | null;
      readonly viewers: number;
      /** Who came later and has not agreed: nothing is shown until then. */
      readonly waitsFor: readonly string[];
    };

/** Why it is over. */
export type BroadcastEnd =
  | { readonly kind: 'stopped' | 'talk-over' }
  /** Somebody said no, or took their word back. */
  | { readonly kind: 'refused'; readonly by: string }
  | { readonly kind: 'ended'; readonly reason: BroadcastEndReason }
  | { readonly kind: 'failed'; readonly reason: RequestFailure };

/** What somebody else wants to show, or shows. */
export interface RemoteBroadcast {
  readonly id: string;
  readonly name: string;
  readonly state: 'asked' | 'on';
  /** What the local user said; `null`: nothing yet. */
  readonly answer: boolean | null;
}

export interface BroadcastPorts extends Pick<
  BroadcastSenderPorts,
  'capture' | 'deflate' | 'clock'
> {
  readonly signalling: Pick<SignallingApi, 'request'>;
  readonly local: Pick<LocalParticipant, 'update'>;
  readonly membership: Pick<Membership, 'partners' | 'onChange'>;
  readonly remote: RemoteSource;
  /** Whether there is a call or a room that could be shown. */
  isTalking(): boolean;
}

/**
 * Shows the stage to people who are not on it, once everybody who is has said yes: first to the
 * local user, over the connection with them, and to the server, which takes nothing without. Also
 * asks the local user, when others would like to.
 */
export class Broadcast implements Disposable {
  private readonly store = new DisposableStore();
  private readonly ownEmitter = this.store.add(new Emitter<OwnBroadcast>());
  readonly onOwn = this.ownEmitter.event;
  private readonly endEmitter = this.store.add(new Emitter<BroadcastEnd>());
  readonly onEnd = this.endEmitter.event;
  private readonly remoteEmitter = this.store.add(new Emitter<readonly RemoteBroadcast[]>());
  /** All that others want to show, or show. */
  readonly onRemote = this.remoteEmitter.event;
  private readonly sender = this.store.add(new MutableDisposable<BroadcastSender>());
  private current: OwnBroadcast = { kind: 'off' };
  private password: string | null = null;
  private isStarting = false;
  /** Ids of those who said yes to the local user. */
  private readonly agreed = new Set<string>();
  private readonly others = new Map<string, RemoteBroadcast>();

  constructor(private readonly ports: BroadcastPorts) {
    this.store.add(
      ports.remote.on('broadcast', ({ id, value: { state, answer } }) => {
        this.handleRemoteState(id, state);
        this.handleAnswer(id, answer);
      }),
    );
    this.store.add(
      ports.membership.onChange((partners) => {
        this.handlePartners(partners);
      }),
    );
  }

  get own(): OwnBroadcast {
    return this.current;
  }

  get remote(): readonly RemoteBroadcast[] {
    return [...this.others.values()];
  }

  /** Asks everybody. `false`: it is on, or they are being asked. @param password `null`: none. */
  start(password: string | null): boolean {
    if (this.current.kind !== 'off') return false;
    this.password = password;
    this.set({ kind: 'asked', waitsFor: this.waitsFor });
    void this.beginIfAgreed();
    return true;
  }

  /** `false`: nothing was on, and nobody was being asked. */
  stop(): boolean {
    return this.end({ kind: 'stopped' });
  }

  /** What the local user says to those who ask, and of what is on. Gives whom it was said to. */
  answer(isAgreed: boolean): readonly RemoteBroadcast[] {
    const meant = this.remote.filter(({ answer }) => answer !== isAgreed);
    for (const each of meant) this.others.set(each.id, { ...each, answer: isAgreed });
    void this.tellAnswers(meant, isAgreed);
    this.remoteEmitter.fire(this.remote);
    return meant;
  }

  /** The server has ended it. */
  handlePush({ payload: { reason } }: { payload: PushPayload<'broadcast:ended'> }): void {
    this.end({ kind: 'ended', reason });
  }

  dispose(): void {
    this.end({ kind: 'stopped' });
    this.store.dispose();
  }

  /** Names of those whose word is missing. */
  private get waitsFor(): readonly string[] {
    return this.ports.membership.partners
      .filter(({ id, name }) => name !== ECHO_NAME && !this.agreed.has(id))
      .map(({ name }) => name);
  }

  private handleRemoteState(id: string, state: 'off' | 'asked' | 'on'): void {
    const name = this.ports.membership.partners.find((partner) => partner.id === id)?.name;
    // Echo only sends back what it is told.
    if (name === undefined || name === ECHO_NAME) return;
    const known = this.others.get(id);
    if (state === 'off') {
      if (!this.others.delete(id)) return;
      this.tellLocal();
    } else {
      if (known?.state === state) return;
      this.others.set(id, { id, name, state, answer: known?.answer ?? null });
    }
    this.remoteEmitter.fire(this.remote);
  }

  private handleAnswer(id: string, answer: 'none' | 'yes' | 'no'): void {
    const name = this.ports.membership.partners.find((partner) => partner.id === id)?.name;
    if (name === undefined || name === ECHO_NAME || this.current.kind === 'off') return;
    if (answer === 'no') {
      this.end({ kind: 'refused', by: name });
      return;
    }
    if (answer === 'none') return;
    this.agreed.add(id);
    this.set({ ...this.current, waitsFor: this.waitsFor });
    void this.beginIfAgreed();
  }

  private handlePartners(partners: readonly Partner[]): void {
    const ids = new Set(partners.map(({ id }) => id));
    for (const id of this.agreed) if (!ids.has(id)) this.agreed.delete(id);
    const gone = [...this.others.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.others.delete(id);
    if (gone.length > 0) {
      this.tellLocal();
      this.remoteEmitter.fire(this.remote);
    }
    if (this.current.kind === 'off') return;
    if (!this.ports.isTalking()) this.end({ kind: 'talk-over' });
    else this.set({ ...this.current, waitsFor: this.waitsFor });
  }

  private async beginIfAgreed(): Promise<void> {
    if (this.current.kind !== 'asked' || this.waitsFor.length > 0 || this.isStarting) return;
    this.isStarting = true;
    const { password } = this;
    const outcome = await this.ports.signalling.request(
      'broadcast:start',
      password === null ? {} : { password },
    );
    this.isStarting = false;
    if (this.own.kind !== 'asked') {
      if (outcome.ok) void this.ports.signalling.request('broadcast:stop', {});
      return;
    }
    if (!outcome.ok) {
      this.end({ kind: 'failed', reason: outcome.reason });
      return;
    }
    const { token, sshPort } = outcome;
    this.set({ kind: 'on', token, sshPort, viewers: 0, waitsFor: this.waitsFor });
    this.sender.value = new BroadcastSender({
      ...this.ports,
      // Nothing leaves while somebody is there who has not agreed, whatever the server thinks.
      capture: () => (this.waitsFor.length > 0 ? Promise.resolve(null) : this.ports.capture()),
      send: (frame) => this.send(frame),
      handleOutcome: (frameOutcome) => {
        this.handleOutcome(frameOutcome);
      },
    });
  }

  private async send(frame: string): Promise<FrameOutcome> {
    const outcome = await this.ports.signalling.request('broadcast:frame', { frame });
    if (!outcome.ok) return outcome;
    return { ok: true, viewers: outcome.viewers, isOutOfStep: outcome.isOutOfStep === true };
  }

  private handleOutcome(outcome: FrameOutcome): void {
    if (this.current.kind !== 'on') return;
    if (outcome.ok) {
      if (outcome.viewers !== this.current.viewers) {
        this.set({ ...this.current, viewers: outcome.viewers });
      }
    } else if (outcome.reason === 'no-broadcast') this.end({ kind: 'ended', reason: 'silent' });
  }

  private async tellAnswers(to: readonly RemoteBroadcast[], isAgreed: boolean): Promise<void> {
    // No is said at once; yes once the server has it, which takes no frame without.
    if (!isAgreed) this.tellLocal();
    await Promise.all(
      to.map(({ name }) =>
        this.ports.signalling.request('broadcast:agree', { by: name, isAgreed }),
      ),
    );
    this.tellLocal();
  }

  private end(why: BroadcastEnd): boolean {
    if (this.current.kind === 'off') return false;
    const wasOn = this.current.kind === 'on';
    this.sender.value = undefined;
    this.agreed.clear();
    this.password = null;
    this.set({ kind: 'off' });
    if (wasOn && why.kind !== 'ended') void this.ports.signalling.request('broadcast:stop', {});
    this.endEmitter.fire(why);
    return true;
  }

  private set(next: OwnBroadcast): void {
    this.current = next;
    this.tellLocal();
    this.ownEmitter.fire(next);
  }

  /** What each of the others is told. */
  private tellLocal(): void {
    const answers = new Map(
      this.remote.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer] as const])),
    );
    this.ports.local.update({ broadcast: this.current.kind, broadcastAnswers: answers });
  }
}
