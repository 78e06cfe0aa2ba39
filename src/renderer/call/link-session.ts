import { assertNever } from '../../shared/base/assert-never';
import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { hear, hearAgainInMs, SILENT } from '../../shared/call/speaking';
import {
  PLAIN_PEER,
  SILENT_PEER,
  type SilentPeerState,
  watchSilentPeer,
} from '../../shared/call/silent-peer';
import type { Signal } from '../../shared/protocol/messages';
import type {
  BroadcastState,
  CostumeState,
  PeerLine,
  PeerMessage,
  RecordingState,
  VerifyMessage,
  ViewState,
} from '../../shared/protocol/peer-messages';
import { TypedLine } from '../../shared/protocol/t140';
import type { CertificatePin } from '../rtc/certificate-pin';
import {
  isCertificateError,
  type LinkCloseReason,
  type LinkStats,
  type PeerLink,
  type PeerLinkFactory,
  type PeerLinkOptions,
  type PlacedTrack,
  TRACK_KINDS,
  type TrackKind,
} from '../rtc/peer-link';
import type { LinkDetails } from '../rtc/link-details';
import { NO_STATS } from '../rtc/link-stats';
import { SendingControl } from '../rtc/sending-control';
import { SoundControl } from '../rtc/sound-control';
import { ViewPublisher } from '../rtc/view-publisher';
import type { GlyphSourceFactory } from './glyph-source';
import {
  type LocalParticipant,
  type LocalState,
  broadcastStateOf,
  mediaStateOf,
  sharedWith,
} from './local-participant';
import { PictureFallback } from './picture-fallback';
import { type RemoteEmitter, type TellRemote, tellerOf } from './remote-events';
import { shellChannelOf } from './shell-channel';
import { StatePublisher } from './state-publisher';
import { TypedPublisher } from './typed-publisher';

/** How a link fares, for whoever made it. What the remote participant says goes another way. */
export interface LinkSessionEvents {
  handleSignal(signal: Signal): void;
  handleConnected(): void;
  handleDisconnected(): void;
  /** Once; the link is of no more use. */
  handleLost(reason: LinkCloseReason): void;
  /** Somebody with another certificate than the one that the link is tied to wants to be in it. */
  handleImpostor(): void;
}

/** What a link uses of the world. */
export interface LinkSessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createGlyphSource?: GlyphSourceFactory;
  /** What the remote end gets, and is told of. */
  readonly local: Pick<LocalParticipant, 'state' | 'onChange'>;
  readonly remote: RemoteEmitter;
}

const STATS_INTERVAL_MS = 1_000;

/**
 * One peer connection with a remote participant, and what goes with it while it lasts: figures
 * every second, giving them what the local participant shares and telling them what of it is on and
 * what is shown of their picture, and sending them no more than they show. Says nothing once
 * disposed.
 */
export class LinkSession implements Disposable {
  readonly generation: number;
  private readonly owned = new DisposableStore();
  private readonly verifyEmitter = this.owned.add(new Emitter<VerifyMessage>());
  private readonly tick = new MutableDisposable<Disposable>();
  private readonly levelTick = new MutableDisposable<Disposable>();
  private readonly link: PeerLink;
  private readonly pin: CertificatePin;
  private readonly tell: TellRemote;
  /** What the remote end gets by now. */
  private shared: LocalState;
  private readonly received = new Set<TrackKind>();
  private readonly sending: SendingControl;
  private readonly screenSending: SendingControl;
  private readonly sound: SoundControl;
  private readonly viewPublisher: ViewPublisher;
  private readonly screenViewPublisher: ViewPublisher;
  private readonly recordingPublisher: StatePublisher<RecordingState>;
  private readonly broadcastPublisher: StatePublisher<BroadcastState>;
  private readonly costumePublisher: StatePublisher<CostumeState>;
  private readonly fallback: PictureFallback;
  private readonly typed: TypedPublisher;
  /** What is being typed at the other end. */
  private readonly typedThere = new TypedLine();
  /** `null`: the other end speaks our language, and says itself what it has on. */
  private silentPeer: SilentPeerState | null;
  private speaking = SILENT;
  private isPeerCameraOn = false;
  private isPeerCameraDark = false;
  private hasToldDark = false;
  /** Also of an end that never said. */
  private mayPeerSpeak = true;
  private isPeerShown = false;
  /** What was last said of what is on; `null`: nothing yet. */
  private toldMedia: string | null = null;
  private isConnected = false;

  constructor(
    factory: PeerLinkFactory,
    options: Omit<PeerLinkOptions, 'tracks'>,
    private readonly remoteId: string,
    private readonly ports: LinkSessionPorts,
    private readonly events: LinkSessionEvents,
  ) {
    this.generation = options.generation;
    this.pin = options.pin;
    this.tell = tellerOf(ports.remote, remoteId);
    this.shared = sharedWith(ports.local.state, remoteId);
    this.link = this.owned.add(factory({ ...options, tracks: this.shared.tracks }));
    this.owned.add(this.tick);
    this.owned.add(this.levelTick);
    const { isRecording, costume } = this.shared;
    const isPlain = options.isPlain === true;
    this.silentPeer = isPlain ? PLAIN_PEER : SILENT_PEER;
    this.sending = new SendingControl(this.link, () => this.shared.tracks.video, 'video', isPlain);
    this.screenSending = new SendingControl(this.link, () => this.shared.tracks.screen, 'screen');
    this.sound = new SoundControl(this.link);
    const sendView = (view: ViewState): boolean => this.link.send(view);
    this.viewPublisher = this.owned.add(new ViewPublisher(sendView, ports.clock));
    this.screenViewPublisher = this.owned.add(new ViewPublisher(sendView, ports.clock));
    const send = (message: PeerMessage): boolean => this.isConnected && this.link.send(message);
    this.recordingPublisher = new StatePublisher<RecordingState>(
      { kind: 'recording', isOn: isRecording },
      send,
    );
    this.broadcastPublisher = new StatePublisher(broadcastStateOf(this.shared, remoteId), send);
    this.costumePublisher = new StatePublisher(costume, send);
    this.fallback = this.owned.add(this.createFallback());
    this.typed = this.owned.add(
      new TypedPublisher(this.link.typing, ports.clock, this.shared.typed),
    );
    this.applyBandwidth();
    this.listen();
    this.tell('files', this.link.files);
    // Whoever is no WebCRT has nothing to compare, nor anything to say it with.
    if (isPlain) return;
    this.tell('verification', {
      send: (message) => this.link.send(message),
      fingerprints: () => this.link.fingerprints(),
      onMessage: this.verifyEmitter.event,
    });
    this.tell('shell', shellChannelOf(this.link));
  }

  /**
   * Hands on a signal of the other end. A bad one is logged: the link's own timeout does the rest.
   */
  signal(signal: Signal): void {
    const taken = this.link.signal(signal);
    if (taken.ok) return;
    const { kind, generation } = signal;
    this.ports.logger.log('warn', 'Did not take a signal', { kind, generation, why: taken.error });
    // Before the first description there was nobody whose place could be taken.
    const isKnown = this.pin.fingerprint !== null;
    if (isKnown && isCertificateError(taken.error)) this.events.handleImpostor();
  }

  /** What is shown here of the remote picture, or of the remote screen. */
  setView(view: ViewState): void {
    if (view.picture === 'screen') this.screenViewPublisher.set(view);
    else this.viewPublisher.set(view);
    if (view.picture !== 'screen') this.isPeerShown = view.cols > 0 && view.rows > 0;
  }

  /** A line of chat, where no server carries it; `false`: it cannot be said now. */
  say(line: PeerLine): boolean {
    return this.isConnected && this.link.send(line);
  }

  /** For the technical panel. */
  details(): Promise<LinkDetails> {
    return this.link.details();
  }

  dispose(): void {
    if (this.owned.isDisposed) return;
    for (const kind of this.received) this.tell('track', { kind, track: null });
    this.owned.dispose();
    this.tell('typing', '');
    this.tell('files', null);
    this.tell('verification', null);
    this.tell('shell', null);
  }

  private listen(): void {
    const { link, owned, events } = this;
    owned.add(
      this.ports.local.onChange((state) => {
        this.share(sharedWith(state, this.remoteId));
      }),
    );
    owned.add(
      link.onSignal((signal) => {
        events.handleSignal(signal);
      }),
    );
    owned.add(
      link.onTrack((placed) => {
        this.handleTrack(placed);
      }),
    );
    owned.add(
      link.onWritable(() => {
        this.tellState();
      }),
    );
    owned.add(
      link.onMessage((message) => {
        this.handleMessage(message);
      }),
    );
    owned.add(
      link.typing.onOpen(() => {
        this.typed.tell();
      }),
    );
    owned.add(
      link.typing.onText((text) => {
        if (text === null) this.typedThere.lose();
        else this.typedThere.apply(text);
        this.tell('typing', this.typedThere.text);
      }),
    );
    owned.add(
      link.onState((state) => {
        if (state === 'connected') this.handleConnected();
        else if (state === 'disconnected') events.handleDisconnected();
        else if (state === 'failed') events.handleLost('failed');
      }),
    );
    owned.add(
      link.onRelayRefused((url) => {
        this.tell('relayRefused', { url });
      }),
    );
    owned.add(
      link.onClosed((reason) => {
        if (reason === 'wrong-certificate') events.handleImpostor();
        events.handleLost(reason);
      }),
    );
  }

  private handleTrack(placed: PlacedTrack): void {
    this.received.add(placed.kind);
    this.tell('track', placed);
  }

  private handleMessage(message: PeerMessage): void {
    this.silentPeer = null;
    switch (message.kind) {
      case 'media':
        this.isPeerCameraOn = message.camera;
        this.mayPeerSpeak = message.microphone;
        this.tell('media', {
          ...message,
          ...(this.isPeerCameraDark && !message.camera && { isDark: true }),
        });
        return;
      case 'dark':
        this.isPeerCameraDark = message.isOn;
        return;
      case 'view':
        if (message.picture === 'screen') this.screenSending.setView(message);
        else {
          this.sending.setView(message);
          this.fallback.setView(message);
        }
        return;
      case 'reception':
        this.fallback.handleReception(message);
        return;
      case 'line':
        this.tell('line', message);
        return;
      case 'signal':
        // The link's own; of others it is nothing.
        return;
      case 'recording':
        this.tell('recording', message);
        return;
      case 'broadcast':
        this.tell('broadcast', message);
        return;
      case 'costume':
        this.tell('costume', message);
        return;
      case 'verify-commit':
      case 'verify-answer':
      case 'verify-reveal':
      case 'verify-verdict':
      case 'verify-cancel':
        this.verifyEmitter.fire(message);
        return;
      default:
        assertNever(message, 'peer message');
    }
  }

  private handleConnected(): void {
    if (!this.isConnected) {
      this.isConnected = true;
      this.tellState();
      this.tickLater();
      this.listenLater();
    }
    this.events.handleConnected();
  }

  private listenLater(): void {
    const { clock } = this.ports;
    this.levelTick.value = clock.after(hearAgainInMs(this.speaking, clock.nowMs()), () => {
      const level = this.mayPeerSpeak ? this.link.receivedLevel() : 0;
      this.speaking = hear(this.speaking, level, clock.nowMs());
      this.tell('level', level);
      if (!this.owned.isDisposed) this.listenLater();
    });
  }

  private tickLater(): void {
    this.tick.value = this.ports.clock.after(STATS_INTERVAL_MS, () => {
      this.tellState();
      void this.sample();
    });
  }

  private async sample(): Promise<void> {
    try {
      const stats = await this.link.stats();
      if (!this.owned.isDisposed) {
        this.sending.handleStats(stats);
        this.fallback.handleStats(stats);
        this.sound.handleStats(stats);
        this.tellReception(stats);
        this.guessPeerMedia(stats);
        // Text is not to be traded for bits, so there is nothing to adapt: time passes, no more.
        if (this.shared.tracks.screen) this.screenSending.handleStats(NO_STATS);
        this.tell('stats', stats);
      }
    } catch (error) {
      this.ports.logger.log('debug', 'No figures of the link', { error: String(error) });
    }
    if (!this.owned.isDisposed) this.tickLater();
  }

  private createFallback(): PictureFallback {
    return new PictureFallback({
      channel: this.link.glyphs,
      track: () => this.shared.tracks.video,
      createSource: this.ports.createGlyphSource,
      clock: this.ports.clock,
      setVideoPaused: (isPaused) => {
        this.sending.setPaused(isPaused);
      },
      handlePicture: (picture) => {
        if (picture.kind === 'sent') this.sound.setThin(picture.isText);
        this.tell('textPicture', picture);
      },
    });
  }

  /** So that the other end knows whether the path carries its picture. */
  private tellReception({ receivedVideoKbps, receivedFps }: LinkStats): void {
    if (!this.isPeerCameraOn || !this.isPeerShown) return;
    const [kbps, fps] = [Math.round(receivedVideoKbps), Math.round(receivedFps)];
    this.link.send({ kind: 'reception', kbps, fps });
  }

  /** For an end that never says what it has on. */
  private guessPeerMedia({ receivedFps, receivedAudioKbps }: LinkStats): void {
    if (this.silentPeer === null) return;
    const arrived = { isPicture: receivedFps > 0, isSound: receivedAudioKbps > 0 };
    const { state, media } = watchSilentPeer(this.silentPeer, arrived);
    this.silentPeer = state;
    if (media !== null) this.tell('media', { kind: 'media', ...media });
  }

  /** Says whatever of the local state was not said yet; tried every second. */
  private tellState(): void {
    this.tellMedia();
    this.viewPublisher.tell();
    this.screenViewPublisher.tell();
    this.recordingPublisher.tell();
    this.broadcastPublisher.tell();
    this.costumePublisher.tell();
  }

  /** Gives the remote end what it gets from now on, and tells it what of that is new. */
  private share(next: LocalState): void {
    const { shared: before, link } = this;
    this.shared = next;
    for (const kind of TRACK_KINDS) {
      if (next.tracks[kind] !== before.tracks[kind]) link.setTrack(kind, next.tracks[kind]);
    }
    if (next.tracks.video !== before.tracks.video) {
      this.sending.handleTrack();
      this.fallback.handleTrack();
    }
    if (next.tracks.screen !== before.tracks.screen) this.screenSending.handleTrack();
    if (next.bandwidth !== before.bandwidth) this.applyBandwidth();
    this.recordingPublisher.set({ kind: 'recording', isOn: next.isRecording });
    this.broadcastPublisher.set(broadcastStateOf(next, this.remoteId));
    this.costumePublisher.set(next.costume);
    this.typed.set(next.typed);
    this.tellMedia();
  }

  private applyBandwidth(): void {
    const { bandwidth } = this.shared;
    this.sending.setBandwidth(bandwidth);
    this.screenSending.setBandwidth(bandwidth);
  }

  /** Says what is on, unless that was said; tried every second until the channel is open. */
  private tellMedia(): void {
    if (!this.isConnected) return;
    const media = mediaStateOf(this.shared);
    const isDark = !media.camera && this.shared.isCameraDark;
    const text = JSON.stringify({ isDark, media });
    if (text === this.toldMedia || !this.tellDark(isDark)) return;
    if (this.link.send(media)) this.toldMedia = text;
  }

  /** `false`: it has to be said, and could not be. */
  private tellDark(isDark: boolean): boolean {
    if (isDark === this.hasToldDark) return true;
    if (!this.link.send({ kind: 'dark', isOn: isDark })) return false;
    this.hasToldDark = isDark;
    return true;
  }
}
