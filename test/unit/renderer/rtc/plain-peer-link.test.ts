import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import type { PeerLink } from '../../../../src/renderer/rtc/peer-link';
import { createPlainPeerLink } from '../../../../src/renderer/rtc/plain-peer-link';
import { SendingPlaces } from '../../../../src/renderer/rtc/sending-places';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';
import { LINK_OFFER } from '../../../helpers/sdp-fixtures';

/** As much of a connection as a link needs to begin one anew. */
class FakeConnection extends EventTarget {
  static readonly made: FakeConnection[] = [];
  signalingState: RTCSignalingState = 'stable';
  readonly connectionState = 'new';
  localDescription: { readonly type: string; readonly sdp: string } | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  isClosed = false;
  private readonly places: object[] = [];

  constructor() {
    super();
    FakeConnection.made.push(this);
  }

  addTransceiver(kind: string): object {
    const place = {
      direction: 'sendrecv',
      mid: null,
      sender: { replaceTrack: () => Promise.resolve() },
      receiver: { track: { kind } },
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
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    this.remoteDescription = description;
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }
}

let said: Signal[];
let link: PeerLink;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('window', { location: new URL('http://localhost/') });
  vi.stubGlobal('MediaStream', EventTarget);
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  said = [];
  link = createPlainPeerLink({
    isInitiator: true,
    generation: 0,
    pin: new CertificatePin(),
    iceServers: [],
    tracks: {},
    connectTimeoutMs: 15_000,
  });
  link.onSignal((signal) => said.push(signal));
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
    await settle();
    const { type, sdp } = LINK_OFFER;
    expect(link.signal({ kind: 'description', generation: 0, type, sdp }).ok).toBe(true);
    await settle();
    vi.advanceTimersByTime(2_000);
    await settle();
    const [first, second] = FakeConnection.made;
    expect(first.isClosed).toBe(true);
    expect(second.remoteDescription?.sdp).toBe(sdp);
    expect(said).toMatchObject([{ type: 'offer' }, { type: 'answer' }]);
    expect(ended).toHaveBeenCalledOnce();
    link.dispose();
    expect(ended).toHaveBeenCalledTimes(2);
    expect(second.isClosed).toBe(true);
  });
});
