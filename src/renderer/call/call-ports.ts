import type { Clock } from '../../shared/base/clock';
import type { Event } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { StayKeeper } from '../../shared/call/kept-stay';
import type { Logger } from '../../shared/base/logger';
import type { Result } from '../../shared/base/result';
import type { AddressHiding } from '../../shared/call/address-hiding';
import type { Signer } from '../../shared/identity/signer';
import type { Trust } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';
import type { Signal } from '../../shared/protocol/messages';
import type { SignallingApi } from '../../shared/signalling/signalling-api';
import type { GlyphSourceFactory } from './glyph-source';
import type { LocalParticipant } from './local-participant';
import type { RemoteEmitter } from './remote-events';
import type { OfferCheck } from '../rtc/offer-check';
import type { PeerLinkFactory, SignalError } from '../rtc/peer-link';

export interface EchoPeerOptions {
  readonly generation: number;
  readonly iceServers: readonly RTCIceServer[];
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
}

/** The other end of a call to ECHO_NAME: a real peer connection that sends back what it gets. */
export interface EchoPeer extends Disposable {
  signal(signal: Signal): Result<void, SignalError>;
  readonly onSignal: Event<Signal>;
}

export type EchoPeerFactory = (options: EchoPeerOptions) => EchoPeer;

/** All that a CallSession knows of the world. */
export interface CallPorts {
  readonly request: SignallingApi['request'];
  readonly linkFactory: PeerLinkFactory;
  readonly checkOffer: OfferCheck;
  /**
   * The key by which others know who speaks, as it is now; `null`: there is none. Asked for once
   * per call, or member of a room.
   */
  readonly signer: () => Signer | null;
  /** What somebody of that name who has that key (`null`: none) is to the local user. */
  readonly trustOf: (name: string, key: PublicKey | null) => Trust;
  /** Without it a call to the echo peer connects to nobody. */
  readonly createEchoPeer?: EchoPeerFactory;
  /**
   * Asked for every peer connection. What takes time is a promise, which never rejects.
   * @param isInPage The remote end is in this very page.
   */
  readonly iceServers: (
    isInPage: boolean,
  ) => readonly RTCIceServer[] | Promise<readonly RTCIceServer[]>;
  /**
   * How the local address is kept from the participant of that id. Asked for every peer connection.
   */
  readonly hidingFrom: (id: string) => AddressHiding;
  /** What everybody gets from the local user. */
  readonly local: LocalParticipant;
  /**
   * Asks for camera and microphone: the only way that leads to getUserMedia, taken when the user
   * places or answers a call. A call goes on with what there is, also when this rejects.
   */
  readonly grantMedia: () => Promise<void>;
  /** For the page that takes this one's place if it crashes; without, a crash ends the call. */
  readonly stays?: StayKeeper;
  /**
   * Draws the local picture as text where the path is too thin for video; without, it is always
   * video.
   */
  readonly createGlyphSource?: GlyphSourceFactory;
  /** Is told what remote participants say. */
  readonly remote: RemoteEmitter;
  readonly clock: Clock;
  readonly logger: Logger;
}
