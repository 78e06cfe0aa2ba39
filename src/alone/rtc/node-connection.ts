import { setTimeout } from 'node:timers/promises';
import {
  RTCPeerConnection as WeriftConnection,
  type RTCDataChannel as WeriftChannel,
  type RTCRtpTransceiver as Place,
  useAudioLevelIndication,
  useOPUS,
  useSdesMid,
  useVP8,
} from 'werift';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Signal } from '../../shared/protocol/messages';
import { usableIceServers } from '../../renderer/rtc/ice-servers';
import type { DescribedConnection } from '../../renderer/rtc/link-details';
import type { PeerLinkOptions } from '../../renderer/rtc/peer-link';
import { fingerprintOf } from '../../renderer/rtc/remote-certificate';
import type { SeenFingerprints } from '../../renderer/rtc/seen-fingerprints';
import type { StatsEntry } from '../../renderer/rtc/stats-entry';
import { browserChannel } from './browser-channel';
import { checkIceAgain } from './check-ice-again';
import { guardDtls, isProved } from './guard-dtls';
import { guardIce } from './guard-ice';
import { guardRtp } from './guard-rtp';
import { guardSctp } from './guard-sctp';
import { withOneTransport } from './one-transport';

type Description = Extract<Signal, { kind: 'description' }>;
type Candidate = Extract<Signal, { kind: 'candidate' }>;

const LABEL = 'messages';
/** A socket that is closed takes along what it was given a moment before. */
const FAREWELL_MS = 100;
const STUN = /^stuns?:/i;

/** werift's connection, negotiated in our signals. The only file that makes one. */
export class NodeConnection implements Disposable {
  private readonly store = new DisposableStore();
  private readonly signalEmitter = this.store.add(new Emitter<Signal>());
  readonly onSignal = this.signalEmitter.event;
  private readonly placeEmitter = this.store.add(new Emitter<Place>());
  /** The other end has a place for a track. */
  readonly onPlace = this.placeEmitter.event;
  private readonly channelEmitter = this.store.add(new Emitter<WeriftChannel>());
  readonly onChannel = this.channelEmitter.event;
  private readonly stateEmitter = this.store.add(new Emitter<void>());
  /** Of the connection, or of ICE. */
  readonly onState = this.stateEmitter.event;
  private readonly gatheredEmitter = this.store.add(new Emitter<void>());
  readonly onGathered = this.gatheredEmitter.event;
  private readonly refusedEmitter = this.store.add(new Emitter<void>());
  /** A description cannot be used, or the other end has too much kept for it. */
  readonly onRefused = this.refusedEmitter.event;
  private readonly impostorEmitter = this.store.add(new Emitter<void>());
  /** Somebody showed the certificate of the other end without having its key. */
  readonly onImpostor = this.impostorEmitter.event;
  private readonly connection: WeriftConnection;
  private readonly generation: number;
  private readonly hasStun: boolean;
  /** Transports whose end is told; empty until one is up. */
  private readonly watched = new Set<WeriftConnection['dtlsTransports'][number]>();
  private readonly toldPlaces = new WeakSet<Place>();
  /** A description of the other side is being worked on. */
  isNegotiating = false;

  constructor({ iceServers, isAddressHidden, generation }: PeerLinkOptions) {
    this.generation = generation;
    const servers = usableIceServers(iceServers).map(({ urls, username, credential }) => ({
      urls,
      ...(username !== undefined && { username }),
      ...(credential !== undefined && { credential }),
    }));
    this.connection = new WeriftConnection({
      codecs: { audio: [useOPUS()], video: [useVP8()] },
      headerExtensions: { audio: [useSdesMid(), useAudioLevelIndication()], video: [useSdesMid()] },
      bundlePolicy: 'max-bundle',
      iceServers: servers,
      iceTransportPolicy: isAddressHidden === true ? 'relay' : 'all',
    });
    this.listen();
    this.hasStun = servers.some(({ urls }) => [urls].flat().some((url) => STUN.test(url)));
  }

  get state(): WeriftConnection['connectionState'] {
    return this.connection.connectionState;
  }

  /** The other end has hung up: the one word that there is for it without channels is DTLS's. */
  get isEnded(): boolean {
    return this.watched.size > 0 && [...this.watched].every(({ state }) => state === 'closed');
  }

  get iceState(): WeriftConnection['iceConnectionState'] {
    return this.connection.iceConnectionState;
  }

  get signalingState(): WeriftConnection['signalingState'] {
    return this.connection.signalingState;
  }

  /** For channels whose number both ends know. */
  asChannelMaker(): RTCPeerConnection {
    const createDataChannel = (label: string, options: RTCDataChannelInit): RTCDataChannel =>
      browserChannel(this.connection.createDataChannel(label, options));
    return { createDataChannel } as unknown as RTCPeerConnection;
  }

  createChannel(): WeriftChannel {
    return this.connection.createDataChannel(LABEL);
  }

  openPlace(kind: 'audio' | 'video'): Place {
    return this.connection.addTransceiver(kind, { direction: 'sendrecv' });
  }

  offer(): void {
    void this.negotiate(async () => {
      const { sdp } = await this.connection.createOffer();
      this.say({ kind: 'description', generation: this.generation, type: 'offer', sdp });
      await this.connection.setLocalDescription({ type: 'offer', sdp });
    });
  }

  take({ type, sdp }: Description): void {
    this.isNegotiating = true;
    void this.negotiate(async () => {
      await this.connection.setRemoteDescription({ type, sdp: withOneTransport(sdp) });
      this.guardTransports();
      if (type === 'offer') await this.answer();
      this.isNegotiating = false;
    });
  }

  addCandidate({ candidate, sdpMid, sdpMLineIndex }: Candidate): void {
    const init = {
      candidate,
      sdpMid: sdpMid ?? undefined,
      sdpMLineIndex: sdpMLineIndex ?? undefined,
    };
    // One way less to reach the other side; the rest may still do.
    this.connection.addIceCandidate(init).catch(() => undefined);
  }

  /** Tries the ways once more that nobody answered at the other end. */
  checkAgain(): void {
    for (const { connection } of this.connection.iceTransports) checkIceAgain(connection);
  }

  /** What DTLS has seen at both ends; `null`: it is not up. */
  fingerprints(): SeenFingerprints | null {
    const connected = this.connection.dtlsTransports.filter(({ state }) => state === 'connected');
    const transport = connected.every(isProved) ? connected.at(0) : undefined;
    const remote = transport?.dtls?.remoteCertificate;
    const local = transport?.localCertificate?.getFingerprints().at(0)?.value;
    if (remote === undefined || local === undefined) return null;
    return { local: local.toUpperCase(), remote: fingerprintOf(remote) };
  }

  described(): DescribedConnection {
    const { connectionState, iceConnectionState, iceGatheringState, signalingState } =
      this.connection;
    return {
      connectionState,
      iceConnectionState,
      iceGatheringState,
      signalingState,
    };
  }

  async entries(): Promise<StatsEntry[]> {
    const report = await this.connection.getStats();
    return [...report.values()].map((entry) => ({ ...entry }));
  }

  dispose(): void {
    this.store.dispose();
    void this.end();
  }

  /** The other end is told, as browsers do: werift alone would just fall silent. */
  private async end(): Promise<void> {
    const { connection } = this;
    const { sctpTransport } = connection;
    if (sctpTransport !== undefined && connection.connectionState === 'connected') {
      const told = sctpTransport.sctp.stop();
      // It takes away what reads, and does not look whether there is anything.
      sctpTransport.dtlsTransport.dataReceiver = () => undefined;
      await told.catch(() => undefined);
      await setTimeout(FAREWELL_MS, null, { ref: false });
    }
    await connection.close();
  }

  private async answer(): Promise<void> {
    for (const place of this.connection.getTransceivers()) place.setDirection('sendrecv');
    for (const place of this.connection.getTransceivers()) this.tellPlace(place);
    const { sdp } = await this.connection.createAnswer();
    this.say({ kind: 'description', generation: this.generation, type: 'answer', sdp });
    this.isNegotiating = false;
    await this.connection.setLocalDescription({ type: 'answer', sdp });
  }

  /** A later offer names those again that an earlier one brought. */
  private tellPlace(place: Place): void {
    if (this.toldPlaces.has(place)) return;
    this.toldPlaces.add(place);
    this.placeEmitter.fire(place);
  }

  /** Guards each transport that there is by now. */
  private guardTransports(): void {
    for (const transport of this.connection.dtlsTransports) {
      guardIce(transport.iceTransport.connection);
      guardRtp(transport);
      guardDtls(transport, () => {
        if (!this.store.isDisposed) this.impostorEmitter.fire();
      });
    }
    const { sctpTransport } = this.connection;
    if (sctpTransport?.sctp === undefined) return;
    guardSctp(sctpTransport, () => {
      if (!this.store.isDisposed) this.refusedEmitter.fire();
    });
  }

  private async negotiate(steps: () => Promise<void>): Promise<void> {
    this.forgetUsualStun();
    this.guardTransports();
    try {
      await steps();
    } catch {
      this.isNegotiating = false;
      if (!this.store.isDisposed) this.refusedEmitter.fire();
    }
  }

  /** Where it is told of no STUN server, werift asks one of Google's: here nobody is asked. */
  private forgetUsualStun(): void {
    if (this.hasStun) return;
    for (const { connection } of this.connection.iceTransports)
      Object.assign(connection, { stunServer: undefined });
  }

  private say(signal: Signal): void {
    if (!this.store.isDisposed) this.signalEmitter.fire(signal);
  }

  private listen(): void {
    const { connection, generation } = this;
    connection.onDataChannel.subscribe((channel) => {
      this.channelEmitter.fire(channel);
    });
    connection.onIceCandidate.subscribe((candidate) => {
      if (candidate?.candidate === undefined || candidate.candidate === '') return;
      const { candidate: text, sdpMid = null, sdpMLineIndex = null } = candidate;
      this.say({ kind: 'candidate', generation, candidate: text, sdpMid, sdpMLineIndex });
    });
    const tell = (): void => {
      this.guardTransports();
      this.stateEmitter.fire();
      if (connection.connectionState === 'connected') this.watchTransports();
    };
    connection.connectionStateChange.subscribe(tell);
    connection.iceConnectionStateChange.subscribe(tell);
    connection.iceGatheringStateChange.subscribe((state) => {
      if (state === 'complete') this.gatheredEmitter.fire();
    });
  }

  private watchTransports(): void {
    for (const transport of this.connection.dtlsTransports) {
      if (transport.state !== 'connected' || this.watched.has(transport)) continue;
      this.watched.add(transport);
      transport.onStateChange.subscribe(() => {
        if (!this.store.isDisposed) this.stateEmitter.fire();
      });
    }
  }
}
