import { codecName } from './codec-order';
import type { LinkStats } from './peer-link';
import { follow, readNumber, readText, type StatsEntry } from './stats-entry';

const BITS_PER_BYTE = 8;
const MS_PER_S = 1_000;

export const NO_STATS: LinkStats = {
  sentKbps: 0,
  receivedKbps: 0,
  roundTripMs: null,
  receivedFps: 0,
  receivedVideoKbps: 0,
  receivedAudioKbps: 0,
  receivedAudioEnergy: 0,
  packetsLost: 0,
  sentCodec: null,
  sentWidthPx: 0,
  sentHeightPx: 0,
  sentFps: 0,
  sentLossShare: 0,
  sentAudioLossShare: 0,
  encodeMs: null,
  sentQuantiser: null,
};

interface Totals {
  readonly atMs: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly receivedVideoBytes: number;
  readonly receivedAudioBytes: number;
}

interface EncodedTotals {
  readonly frames: number;
  readonly seconds: number;
  /** `null`: the encoder does not say. */
  readonly quantisers: number | null;
}

const NOTHING_ENCODED = { encodeMs: null, sentQuantiser: null } as const;

type SentStats = Pick<
  LinkStats,
  | 'sentCodec'
  | 'sentWidthPx'
  | 'sentHeightPx'
  | 'sentFps'
  | 'sentLossShare'
  | 'encodeMs'
  | 'sentQuantiser'
>;

function sum(entries: readonly StatsEntry[], name: string): number {
  return entries.reduce((total, entry) => total + (readNumber(entry, name) ?? 0), 0);
}

function ofType(entries: readonly StatsEntry[], type: string, kind?: string): StatsEntry[] {
  return entries.filter((entry) => {
    return entry.type === type && (kind === undefined || entry.kind === kind);
  });
}

/** The pair of addresses in use: the transport names it, and older browsers mark it nominated. */
function findPair(entries: readonly StatsEntry[]): StatsEntry | undefined {
  const [transport] = ofType(entries, 'transport');
  const named = follow(entries, transport, 'selectedCandidatePairId');
  const pairs = ofType(entries, 'candidate-pair');
  return named ?? pairs.find((pair) => pair.nominated === true && pair.state === 'succeeded');
}

/** The streams of pictures, but for that of a shared screen. */
function ofCamera(
  entries: readonly StatsEntry[],
  type: string,
  screenMid: string | null,
): StatsEntry[] {
  return ofType(entries, type, 'video').filter(
    ({ mid }) => screenMid === null || mid !== screenMid,
  );
}

function voiceLossShare(entries: readonly StatsEntry[], voiceMid: string | null): number {
  const outbound = ofType(entries, 'outbound-rtp', 'audio').find(({ mid }) => mid === voiceMid);
  return readNumber(follow(entries, outbound, 'remoteId'), 'fractionLost') ?? 0;
}

function kbps(bytes: number, elapsedMs: number): number {
  // Bits per millisecond are kilobits per second. Counters restart when the pair in use changes.
  return elapsedMs > 0 ? (Math.max(0, bytes) * BITS_PER_BYTE) / elapsedMs : 0;
}

/** Turns reports of getStats (W3C webrtc-stats) into samples; rates need the sample before. */
export class StatsSampler {
  private previous: Totals | undefined;
  private encoded: EncodedTotals = { frames: 0, seconds: 0, quantisers: 0 };

  /**
   * @param screenMid Of the place of a shared screen, which the figures of the local picture leave
   *   out.
   * @param voiceMid Of the place of the microphone, of which the loss of sound is told.
   */
  sample(
    entries: readonly StatsEntry[],
    screenMid: string | null = null,
    voiceMid: string | null = null,
  ): LinkStats {
    const inbound = ofType(entries, 'inbound-rtp');
    const roundTripS = readNumber(findPair(entries), 'currentRoundTripTime');
    return {
      ...this.rates(entries, screenMid),
      roundTripMs: roundTripS === null ? null : roundTripS * MS_PER_S,
      receivedFps: sum(ofCamera(entries, 'inbound-rtp', screenMid), 'framesPerSecond'),
      receivedAudioEnergy: sum(ofType(entries, 'inbound-rtp', 'audio'), 'totalAudioEnergy'),
      packetsLost: Math.max(0, sum(inbound, 'packetsLost')),
      sentAudioLossShare: voiceLossShare(entries, voiceMid),
      ...this.sent(entries, screenMid),
    };
  }

  private sent(entries: readonly StatsEntry[], screenMid: string | null): SentStats {
    const outbound = ofCamera(entries, 'outbound-rtp', screenMid).at(0);
    const mimeType = readText(follow(entries, outbound, 'codecId'), 'mimeType');
    return {
      sentCodec: mimeType === null ? null : codecName(mimeType),
      sentWidthPx: readNumber(outbound, 'frameWidth') ?? 0,
      sentHeightPx: readNumber(outbound, 'frameHeight') ?? 0,
      sentFps: readNumber(outbound, 'framesPerSecond') ?? 0,
      sentLossShare: readNumber(follow(entries, outbound, 'remoteId'), 'fractionLost') ?? 0,
      ...this.perFrame(outbound),
    };
  }

  /** Means of the frames encoded since the sample before. */
  private perFrame(
    outbound: StatsEntry | undefined,
  ): Pick<LinkStats, 'encodeMs' | 'sentQuantiser'> {
    const before = this.encoded;
    const now: EncodedTotals = {
      frames: readNumber(outbound, 'framesEncoded') ?? 0,
      seconds: readNumber(outbound, 'totalEncodeTime') ?? 0,
      quantisers: readNumber(outbound, 'qpSum'),
    };
    this.encoded = now;
    const count = now.frames - before.frames;
    if (count <= 0) return NOTHING_ENCODED;
    const quantiser =
      now.quantisers === null ? null : (now.quantisers - (before.quantisers ?? 0)) / count;
    return {
      encodeMs: (Math.max(0, now.seconds - before.seconds) * MS_PER_S) / count,
      // Negative where another encoder has begun to count from 0.
      sentQuantiser: quantiser === null || quantiser < 0 ? null : quantiser,
    };
  }

  private rates(
    entries: readonly StatsEntry[],
    screenMid: string | null,
  ): Pick<LinkStats, 'sentKbps' | 'receivedKbps' | 'receivedVideoKbps' | 'receivedAudioKbps'> {
    const pair = findPair(entries);
    const totals: Totals = {
      atMs: readNumber(pair, 'timestamp') ?? 0,
      sentBytes: readNumber(pair, 'bytesSent') ?? 0,
      receivedBytes: readNumber(pair, 'bytesReceived') ?? 0,
      receivedVideoBytes: sum(ofCamera(entries, 'inbound-rtp', screenMid), 'bytesReceived'),
      receivedAudioBytes: sum(ofType(entries, 'inbound-rtp', 'audio'), 'bytesReceived'),
    };
    const before = this.previous ?? totals;
    this.previous = totals;
    const elapsedMs = totals.atMs - before.atMs;
    return {
      sentKbps: kbps(totals.sentBytes - before.sentBytes, elapsedMs),
      receivedKbps: kbps(totals.receivedBytes - before.receivedBytes, elapsedMs),
      receivedVideoKbps: kbps(totals.receivedVideoBytes - before.receivedVideoBytes, elapsedMs),
      receivedAudioKbps: kbps(totals.receivedAudioBytes - before.receivedAudioBytes, elapsedMs),
    };
  }
}
