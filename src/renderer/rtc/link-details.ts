import { codecName } from './codec-order';
import { follow, readNumber, readText, type StatsEntry } from './stats-entry';

/** A stream of sound or pictures, one way. */
export interface StreamDetails {
  readonly kind: string;
  readonly codec: string | null;
  /** 0 for sound, and where nothing is sent. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly packetsLost: number;
  readonly jitterMs: number | null;
}

/** What there is to know of one peer connection, for those who look for what is wrong with it. */
export interface LinkDetails {
  readonly generation: number;
  readonly connection: string;
  readonly ice: string;
  readonly gathering: string;
  readonly signalling: string;
  /** `host`, `srflx`, `prflx` or `relay`; `null`: no pair is in use. */
  readonly localCandidate: string | null;
  readonly remoteCandidate: string | null;
  /** `udp` or `tcp`. */
  readonly protocol: string | null;
  readonly roundTripMs: number | null;
  readonly sent: readonly StreamDetails[];
  readonly received: readonly StreamDetails[];
}

/** As much of an RTCPeerConnection as is told. */
export type DescribedConnection = Pick<
  RTCPeerConnection,
  'connectionState' | 'iceConnectionState' | 'iceGatheringState' | 'signalingState'
>;

const MS_PER_S = 1_000;

/** Reads a report of getStats (W3C webrtc-stats). Addresses are left out: nobody needs them. */
export function readLinkDetails(
  generation: number,
  connection: DescribedConnection,
  entries: readonly StatsEntry[],
): LinkDetails {
  const transport = entries.find(({ type }) => type === 'transport');
  const pair = follow(entries, transport, 'selectedCandidatePairId');
  const local = follow(entries, pair, 'localCandidateId');
  const roundTripS = readNumber(pair, 'currentRoundTripTime');
  return {
    generation,
    connection: connection.connectionState,
    ice: connection.iceConnectionState,
    gathering: connection.iceGatheringState,
    signalling: connection.signalingState,
    localCandidate: readText(local, 'candidateType'),
    remoteCandidate: readText(follow(entries, pair, 'remoteCandidateId'), 'candidateType'),
    protocol: readText(local, 'protocol'),
    roundTripMs: roundTripS === null ? null : roundTripS * MS_PER_S,
    sent: streams(entries, 'outbound-rtp'),
    received: streams(entries, 'inbound-rtp'),
  };
}

/** There is a place for a screen and its sound on every link, mostly unused. */
function hasPassed(entry: StatsEntry): boolean {
  return (readNumber(entry, 'packetsSent') ?? readNumber(entry, 'packetsReceived') ?? 0) > 0;
}

function streams(entries: readonly StatsEntry[], type: string): StreamDetails[] {
  return entries
    .filter((entry) => entry.type === type && hasPassed(entry))
    .map((entry) => {
      // The remote end reports how the packets of this one fared.
      const report = type === 'outbound-rtp' ? follow(entries, entry, 'remoteId') : entry;
      const mimeType = readText(follow(entries, entry, 'codecId'), 'mimeType');
      const jitterS = readNumber(report, 'jitter');
      return {
        kind: readText(entry, 'kind') ?? '',
        codec: mimeType === null ? null : codecName(mimeType),
        widthPx: readNumber(entry, 'frameWidth') ?? 0,
        heightPx: readNumber(entry, 'frameHeight') ?? 0,
        fps: readNumber(entry, 'framesPerSecond') ?? 0,
        packetsLost: Math.max(0, readNumber(report, 'packetsLost') ?? 0),
        jitterMs: jitterS === null ? null : jitterS * MS_PER_S,
      };
    });
}
