import type { LinkStats, PeerLink } from '../../../../src/renderer/rtc/peer-link';
import { SoundControl } from '../../../../src/renderer/rtc/sound-control';
import type { Signal } from '../../../../src/shared/protocol/messages';

/** Samples of 48 kHz that were played so far, and of them those that had to be made up. */
export interface Heard {
  readonly samples: number;
  readonly concealed: number;
  readonly packets: number;
  readonly lost: number;
}

/** A voice that is sent by a link of ours, with what is known of it at both ends. */
export interface Voice {
  readonly track: MediaStreamTrack;
  /** What the link said of itself, every second. */
  readonly samples: readonly LinkStats[];
  heard(): Promise<Heard>;
  /** Bytes of RTP so far, its headers included. */
  sentBytes(): Promise<number>;
  /** The MIME type of what goes into packets. */
  codec(): string | undefined;
}

const PATIENT_BUFFER_MS = 500;

type Entry = Readonly<Record<string, unknown>>;

async function soundOf(connection: RTCPeerConnection, type: string): Promise<Entry> {
  const entries = [...(await connection.getStats()).values()] as Entry[];
  const streams = entries.filter((entry) => entry.type === type && entry.kind === 'audio');
  const used = streams.find((entry) => Number(entry.packetsSent ?? entry.packetsReceived) > 0);
  return { ...used };
}

/** Sends the voice as calls do: by the sound plan, with the link's figures of each second. */
export function startVoice(
  link: PeerLink,
  track: MediaStreamTrack,
  sender: RTCPeerConnection,
  receiver: RTCPeerConnection,
): Voice {
  // What a busy machine delays is no loss of the path's: it is waited for.
  for (const each of receiver.getReceivers()) each.jitterBufferTarget = PATIENT_BUFFER_MS;
  const samples: LinkStats[] = [];
  const control = new SoundControl(link);
  setInterval(() => {
    void link.stats().then((stats) => {
      samples.push(stats);
      control.handleStats(stats);
    });
  }, 1_000);
  return {
    track,
    samples,
    async heard() {
      const entry = await soundOf(receiver, 'inbound-rtp');
      const read = (name: string): number => Number(entry[name] ?? 0);
      return {
        samples: read('totalSamplesReceived'),
        concealed: read('concealedSamples'),
        packets: read('packetsReceived'),
        lost: read('packetsLost'),
      };
    },
    async sentBytes() {
      const { bytesSent, headerBytesSent } = await soundOf(sender, 'outbound-rtp');
      return Number(bytesSent ?? 0) + Number(headerBytesSent ?? 0);
    },
    codec: () => sender.getSenders()[0].getParameters().codecs.at(0)?.mimeType,
  };
}

/** A browser of another make, which answers `link` and knows no packets of RFC 2198. */
export function answerWithoutRepetition(link: PeerLink): RTCPeerConnection {
  const connection = new RTCPeerConnection();
  const tell = (signal: Signal): void => {
    link.signal(JSON.parse(JSON.stringify(signal)) as Signal);
  };
  connection.addEventListener('icecandidate', ({ candidate }) => {
    const { candidate: line = '', sdpMid = null, sdpMLineIndex = null } = candidate ?? {};
    if (line !== '')
      tell({ kind: 'candidate', generation: 0, candidate: line, sdpMid, sdpMLineIndex });
  });
  const answer = async (sdp: string): Promise<void> => {
    await connection.setRemoteDescription({ type: 'offer', sdp });
    const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
    for (const transceiver of connection.getTransceivers()) {
      if (transceiver.receiver.track.kind !== 'audio') continue;
      transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType !== 'audio/red'));
    }
    await connection.setLocalDescription();
    const { sdp: said = '' } = connection.localDescription ?? {};
    tell({ kind: 'description', generation: 0, type: 'answer', sdp: said });
  };
  link.onSignal((signal) => {
    if (signal.kind === 'description') void answer(signal.sdp);
    if (signal.kind === 'candidate') void connection.addIceCandidate(signal);
  });
  return connection;
}
