import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import type { LinkCloseReason, PeerLink } from '../../../../src/renderer/rtc/peer-link';
import { createPlainPeerLink } from '../../../../src/renderer/rtc/plain-peer-link';
import { SendingPlaces } from '../../../../src/renderer/rtc/sending-places';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';
import { fingerprintOf } from '../../../../src/renderer/rtc/remote-certificate';
import { dropLines, LINK_ANSWER, LINK_OFFER, replaceLines } from '../../../helpers/sdp-fixtures';

class FakeTransport extends EventTarget {
  state: RTCDtlsTransportState = 'new';
  /** @param certificate which the other end has shown */
  constructor(private readonly certificate: Uint8Array | null = null) {
    super();
  }

  getRemoteCertificates(): readonly Uint8Array[] {
    return this.certificate === null ? [] : [this.certificate];
  }

  set(state: RTCDtlsTransportState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/** As much of a connection as a link needs to negotiate, to begin anew and to be admitted. */
class FakeConnection extends EventTarget {
  static readonly made: FakeConnection[] = [];
  /** Over which the sections of each kind go; `null`: both ends know nothing of such a kind. */
  static transports: Readonly<Record<string, FakeTransport | null>> = {};
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  iceConnectionState: RTCIceConnectionState = 'new';
  localDescription: { readonly type: string; readonly sdp: string } | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  isClosed = false;
  private readonly places: object[] = [];

  constructor(readonly configuration: RTCConfiguration) {
    super();
    FakeConnection.made.push(this);
  }

  addTransceiver(kind: string): object {
    const place = {
      direction: 'sendrecv',
      mid: null,
      sender: {
        replaceTrack: () => Promise.resolve(),
        setStreams: () => undefined,
        transport: FakeConnection.transports[kind] ?? null,
      },
      receiver: { track: { kind }, transport: null },
      setCodecPreferences: () => undefined,
    };
    this.places.push(place);
    return place;
  }

  getTransceivers(): readonly object[] {
    return this.places;
  }

  getSenders(): readonly object[] {
    return [];
  }

  getReceivers(): readonly object[] {
    return [];
  }

  setLocalDescription(): Promise<void> {
    const isAnswer = this.signalingState === 'have-remote-offer';
    this.signalingState = isAnswer ? 'stable' : 'have-local-offer';
    this.localDescription = { type: isAnswer ? 'answer' : 'offer', sdp: 'v=0\r\n' };
    this.dispatchEvent(new Event('signalingstatechange'));
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    this.remoteDescription = description;
    if (this.places.length === 0) for (const kind of ['audio', 'video']) this.addTransceiver(kind);
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }

  /** An address of the other end is there to be tried. */
  check(): void {
    this.iceConnectionState = 'checking';
    this.dispatchEvent(new Event('iceconnectionstatechange'));
  }
}

let said: Signal[];
let reasons: LinkCloseReason[];
let link: PeerLink;

function begin(isInitiator: boolean, generation = 0): void {
  link = createPlainPeerLink({
    isInitiator,
    generation,
    pin: new CertificatePin(),
    isPlain: true,
    iceServers: [],
    tracks: {},
    connectTimeoutMs: 15_000,
  });
  link.onSignal((signal) => said.push(signal));
  link.onClosed((reason) => reasons.push(reason));
}

async function passes(ms: number): Promise<void> {
  await settle();
  vi.advanceTimersByTime(ms);
  await settle();
}

async function answers(generation = 0): Promise<void> {
  const { sdp } = LINK_ANSWER;
  expect(link.signal({ kind: 'description', generation, type: 'answer', sdp }).ok).toBe(true);
  await settle();
}

async function offers(sdp = LINK_OFFER.sdp): Promise<void> {
  expect(link.signal({ kind: 'description', generation: 0, type: 'offer', sdp }).ok).toBe(true);
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('window', { location: new URL('http://localhost/') });
  vi.stubGlobal('MediaStream', EventTarget);
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  said = [];
  reasons = [];
  FakeConnection.transports = { audio: new FakeTransport(), video: new FakeTransport() };
});
afterEach(() => {
  link.dispose();
  FakeConnection.made.splice(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a link that gives way to the first offer of the other end', () => {
  it('goes on in a connection of its own, and leaves nothing of the one before', async () => {
    const ended = vi.spyOn(SendingPlaces.prototype, 'dispose');
    begin(true);
    await passes(400);
    await offers();
    await passes(2_000);
    const [first, second] = FakeConnection.made;
    expect(first.isClosed).toBe(true);
    expect(second.remoteDescription?.sdp).toBe(LINK_OFFER.sdp);
    expect(said).toMatchObject([{ type: 'offer' }, { type: 'answer' }]);
    expect(ended).toHaveBeenCalledOnce();
    link.dispose();
    expect(ended).toHaveBeenCalledTimes(2);
    expect(second.isClosed).toBe(true);
  });
});

describe('a link with an end that offers as soon as it meets somebody', () => {
  it('waits for that offer, so that the other end need not take it back', async () => {
    begin(true);
    await passes(399);
    expect(said).toEqual([]);
    await offers();
    await passes(60);
    const [first, second] = FakeConnection.made;
    expect(first.localDescription).toBeNull();
    expect(first.isClosed).toBe(true);
    expect(second.remoteDescription?.sdp).toBe(LINK_OFFER.sdp);
    expect(said).toMatchObject([{ type: 'answer' }]);
  });

  it('waits no longer than that, and not at all with a connection made anew', async () => {
    begin(true);
    await passes(400);
    expect(said).toMatchObject([{ type: 'offer', generation: 0 }]);
    link.dispose();
    said = [];
    begin(true, 1);
    await settle();
    expect(said).toMatchObject([{ type: 'offer', generation: 1 }]);
  });
});

describe('a link whose other end has answered and finds no address', () => {
  it.each([0, 1])('is given up soon, for another to be made: generation %i', async (generation) => {
    begin(true, generation);
    await passes(400);
    await answers(generation);
    await passes(2_999);
    expect(reasons).toEqual([]);
    await passes(1);
    expect(reasons).toEqual(['timed-out']);
  });

  it('has its time where two were in vain, where there is an address, or where that end calls', async () => {
    begin(true, 2);
    await answersNever();
    link.dispose();
    begin(true);
    await passes(400);
    await answers();
    FakeConnection.made.at(-1)?.check();
    await passes(14_999);
    expect(reasons).toEqual(['closed']);
    link.dispose();
    begin(false);
    await offers();
    await passes(14_999);
    expect(reasons).toEqual(['closed', 'closed']);
  });

  async function answersNever(): Promise<void> {
    await settle();
    await answers(2);
    await passes(14_999);
    expect(reasons).toEqual([]);
  }
});

describe('a link that answers an offer as few make it', () => {
  const certificate = new Uint8Array(8);
  const offered = replaceLines(
    LINK_OFFER.sdp,
    /^a=fingerprint/,
    `a=fingerprint:sha-256 ${fingerprintOf(certificate)}`,
  );

  it('takes one with a transport for each section, and outlives the loss of one', async () => {
    const [audio, video] = [new FakeTransport(certificate), new FakeTransport(certificate)];
    FakeConnection.transports = { audio, video };
    begin(false);
    await offers(dropLines(offered, /^a=group:BUNDLE/));
    const [connection] = FakeConnection.made;
    expect(connection.configuration.bundlePolicy).toBe('balanced');
    connection.connectionState = 'connected';
    audio.set('connected');
    expect(link.state).toBe('new');
    video.set('connected');
    expect(link.state).toBe('connected');
    video.set('closed');
    expect(reasons).toEqual([]);
    audio.set('closed');
    expect(reasons).toEqual(['remote-closed']);
  });

  it('is tied to one certificate in all of them', async () => {
    const [audio, video] = [
      new FakeTransport(certificate),
      new FakeTransport(Uint8Array.from([1])),
    ];
    FakeConnection.transports = { audio, video };
    begin(false);
    await offers(offered);
    FakeConnection.made[0].connectionState = 'connected';
    audio.set('connected');
    expect(reasons).toEqual(['wrong-certificate']);
  });

  it('gives up one of which nothing is known here, at once', async () => {
    FakeConnection.transports = {};
    begin(false);
    await offers();
    expect(reasons).toEqual(['nothing-shared']);
    expect(FakeConnection.made[0].isClosed).toBe(true);
  });

  it('bears a flood of offers, of which it answers seven in a minute, and then the newest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const transport = new FakeTransport(certificate);
    FakeConnection.transports = { audio: transport, video: transport };
    begin(false);
    for (let count = 0; count < 100; count += 1) await offers(offered);
    FakeConnection.made[0].connectionState = 'connected';
    transport.set('connected');
    expect(link.state).toBe('connected');
    const newest = replaceLines(offered, /^s=/, 's=newest');
    await offers(newest);
    await passes(54_000);
    expect(said).toHaveLength(7);
    await passes(6_000);
    expect(said).toHaveLength(8);
    expect(FakeConnection.made[0].remoteDescription?.sdp).toBe(newest);
    await passes(120_000);
    expect(said).toHaveLength(8);
    expect(reasons).toEqual([]);
  });
});
