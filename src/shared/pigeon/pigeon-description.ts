import type { Signal } from '../protocol/signal';
import { MAX_PIGEON_CANDIDATES } from './letter-bytes';
import { writeAddress } from './packed-address';
import type { PigeonCandidate, PigeonDescription, PigeonLetter } from './pigeon-letter';

// A description of a connection that has data channels and nothing else, from what a browser says
// of it, and back. What of it is the same for all is left out of letters.

const CANDIDATE = /^candidate:\S+ 1 udp \d+ (\S+) (\d+) typ (host|srflx|relay)(?: |$)/i;
/** Nobody on another machine gets there. */
const LOCAL_ONLY = /^(?:127\.|::1$|169\.254\.|fe80:)/i;
/** So many of each are enough, the first that ICE found. */
const MOST: Readonly<Record<PigeonCandidate['type'], number>> = { host: 5, srflx: 3, relay: 2 };
const TYPES: readonly PigeonCandidate['type'][] = ['host', 'srflx', 'relay'];
/** RFC 8445 section 5.1.2.2. */
const TYPE_PREFERENCES: Readonly<Record<PigeonCandidate['type'], number>> = {
  host: 126,
  srflx: 100,
  relay: 0,
};
/** The one section's name, as browsers give it. */
const MID = '0';

/**
 * What a letter says of the local end, from the signals of its connection; `null`: they are not
 * of one with data channels alone.
 */
export function describeForPigeon(signals: readonly Signal[]): PigeonDescription | null {
  const sdp = signals.find((signal) => signal.kind === 'description')?.sdp ?? '';
  const [ufrag, pwd, hash, mid] = [
    valueOf(sdp, 'ice-ufrag'),
    valueOf(sdp, 'ice-pwd'),
    valueOf(sdp, 'fingerprint'),
    valueOf(sdp, 'mid'),
  ];
  const fingerprint = /^sha-256 ([0-9A-F:]{95})$/.exec(hash ?? '')?.at(1);
  const isData = sdp.match(/^m=/gm)?.length === 1 && /^m=application /m.test(sdp);
  if (!isData || mid !== MID || ufrag === null || pwd === null || fingerprint === undefined) {
    return null;
  }
  const found = [...sdp.matchAll(/^a=(candidate:.*)$/gm)].map(([, candidate = '']) => candidate);
  const trickled = signals.flatMap((each) => (each.kind === 'candidate' ? [each.candidate] : []));
  return { ufrag, pwd, fingerprint, candidates: usefulOf([...found, ...trickled]) };
}

/** The signals that a letter stands for, as the connection at the other end takes them. */
export function signalsOfPigeon({
  kind,
  id,
  description,
}: Pick<PigeonLetter, 'kind' | 'id' | 'description'>): readonly Signal[] {
  const sdp = descriptionLines(kind, id, description)
    .map((line) => `${line}\r\n`)
    .join('');
  return [
    { kind: 'description', generation: 0, type: kind, sdp },
    ...description.candidates.map((candidate, index): Signal => ({
      kind: 'candidate',
      generation: 0,
      candidate: candidateLine(candidate, index),
      sdpMid: MID,
      sdpMLineIndex: 0,
    })),
  ];
}

function descriptionLines(
  kind: PigeonLetter['kind'],
  id: string,
  { ufrag, pwd, fingerprint }: PigeonDescription,
): readonly string[] {
  return [
    'v=0',
    // Any number of 63 bits; of this call, as each session has its own.
    `o=- ${BigInt(`0x${id.slice(0, 15)}`)} 2 IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${MID}`,
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${pwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${fingerprint}`,
    // Whoever answers begins DTLS, as browsers do.
    `a=setup:${kind === 'offer' ? 'actpass' : 'active'}`,
    `a=mid:${MID}`,
    'a=sctp-port:5000',
    'a=max-message-size:262144',
  ];
}

function valueOf(sdp: string, attribute: string): string | null {
  return new RegExp(`^a=${attribute}:(.*?)\\r?$`, 'm').exec(sdp)?.[1] ?? null;
}

/** Those that lead anywhere, the best first: as few as make one comfortable QR code. */
function usefulOf(lines: readonly string[]): readonly PigeonCandidate[] {
  const all = lines.map(readCandidate).filter((each) => each !== null);
  const known = new Map(all.map((each) => [JSON.stringify(each), each]));
  const far = [...known.values()].filter(({ address }) => !LOCAL_ONLY.test(address));
  // On a machine with no network there may still be two windows.
  const useful = far.length > 0 ? far : [...known.values()];
  return TYPES.flatMap((type) =>
    useful.filter((each) => each.type === type).slice(0, MOST[type]),
  ).slice(0, MAX_PIGEON_CANDIDATES);
}

function readCandidate(line: string): PigeonCandidate | null {
  const [, address = '', digits = '', word = ''] = CANDIDATE.exec(line) ?? [];
  const type = TYPES.find((each) => each === word.toLowerCase());
  const [port, lower] = [Number(digits), address.toLowerCase()];
  if (type === undefined || port < 1 || port > 0xffff || writeAddress(lower) === null) return null;
  return { type, address: lower, port };
}

function candidateLine({ type, address, port }: PigeonCandidate, index: number): string {
  const priority = TYPE_PREFERENCES[type] * 2 ** 24 + (0xffff - index) * 2 ** 8 + 255;
  return `candidate:${index + 1} 1 udp ${priority} ${address} ${port} typ ${type}`;
}
