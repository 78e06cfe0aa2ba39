import { Emitter } from '../../shared/base/emitter';
import { DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { Signal } from '../../shared/protocol/messages';
import type { PeerMessage } from '../../shared/protocol/peer-messages';
import { ConnectLimit, plainCandidateMs } from './connect-limit';
import { withoutAddresses } from './hidden-address';
import type {
  LinkCloseReason,
  PeerLink,
  PeerLinkOptions,
  PeerLinkState,
  PlacedTrack,
  ReleaseTerms,
} from './peer-link';
import { RelayWait } from './relay-wait';
import { withSoundWishes } from './sound-wishes';

type LinkLife = Pick<PeerLink, 'state' | 'dispose' | Extract<keyof PeerLink, `on${string}`>>;

/**
 * What every link is, whatever connection carries it: whom it tells, the state that it is in, how
 * long it may take to connect, what of its own address it says, and an end that comes once.
 */
export abstract class LinkBase implements LinkLife {
  /** What lives as long as the link. */
  protected readonly store = new DisposableStore();
  protected readonly signalEmitter = this.store.add(new Emitter<Signal>());
  protected readonly trackEmitter = this.store.add(new Emitter<PlacedTrack>());
  private readonly stateEmitter = this.store.add(new Emitter<PeerLinkState>());
  protected readonly writableEmitter = this.store.add(new Emitter<void>());
  protected readonly messageEmitter = this.store.add(new Emitter<PeerMessage>());
  protected readonly refusedEmitter = this.store.add(new Emitter<string>());
  private readonly closedEmitter = this.store.add(new Emitter<LinkCloseReason>());

  readonly onSignal = this.signalEmitter.event;
  readonly onTrack = this.trackEmitter.event;
  readonly onState = this.stateEmitter.event;
  readonly onWritable = this.writableEmitter.event;
  readonly onMessage = this.messageEmitter.event;
  readonly onRelayRefused = this.refusedEmitter.event;
  readonly onClosed = this.closedEmitter.event;

  /** Empty: no time runs yet. */
  private readonly limit = this.store.add(new MutableDisposable<ConnectLimit>());
  private readonly relay = this.store.add(
    new RelayWait(SYSTEM_CLOCK, () => {
      this.close('no-relay');
    }),
  );
  private hasAdmitted = false;
  private current: PeerLinkState = 'new';

  constructor(protected readonly options: PeerLinkOptions) {}

  get state(): PeerLinkState {
    return this.current;
  }

  dispose(): void {
    this.close('closed');
  }

  /** Ends the connection itself. Called once, before anybody hears that the link is closed. */
  protected abstract endConnection(): void;

  /** The other end is known for who it is: what it gets may go out. Called once. */
  protected abstract handleAdmitted(): void;

  /** The other end has shown the certificate that it is tied to. */
  protected get isAdmitted(): boolean {
    return this.hasAdmitted;
  }

  protected admit(): void {
    if (this.current === 'closed') return;
    if (!this.hasAdmitted) {
      this.hasAdmitted = true;
      this.limit.dispose();
      this.handleAdmitted();
    }
    this.setState('connected');
  }

  protected startLimit(terms: Omit<ReleaseTerms, 'tracks'>): void {
    const { connectTimeoutMs: stepMs, answerTimeoutMs: answerMs = stepMs } = terms;
    const candidateMs = this.options.isPlain === true ? plainCandidateMs(this.options) : undefined;
    this.limit.value = new ConnectLimit({ answerMs, stepMs, candidateMs }, SYSTEM_CLOCK, () => {
      const isUnrelayed = this.options.isAddressHidden === true && !this.relay.hasCandidate;
      this.close(isUnrelayed ? 'no-relay' : 'timed-out');
    });
  }

  /** A description of the other end was let through. */
  protected noteDescribed(): void {
    this.limit.value?.note('described');
  }

  protected noteIceState(state: RTCIceConnectionState): void {
    if (state === 'checking') this.limit.value?.note('checking');
    // There is a path; what is left is DTLS.
    else if (state === 'connected' || state === 'completed') this.limit.value?.note('reached');
  }

  protected noteGathering(state: RTCIceGatheringState): void {
    if (this.options.isAddressHidden === true) this.relay.handleGathering(state);
  }

  /** `signal` as it may go out; `null`: not at all, as it names an address that is hidden. */
  protected outgoing(signal: Signal): Signal | null {
    const wished = withSoundWishes(signal);
    const said = this.options.isAddressHidden === true ? withoutAddresses(wished) : wished;
    if (said?.kind === 'candidate') this.relay.noteCandidate();
    return said;
  }

  protected setState(state: PeerLinkState): void {
    if (state === this.current || this.current === 'closed') return;
    this.current = state;
    this.stateEmitter.fire(state);
  }

  /** Later reasons than the first are nobody's. */
  protected close(reason: LinkCloseReason): void {
    if (this.store.isDisposed || this.current === 'closed') return;
    this.endConnection();
    this.setState('closed');
    this.closedEmitter.fire(reason);
    this.store.dispose();
  }
}
