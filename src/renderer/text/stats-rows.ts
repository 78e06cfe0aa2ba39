import type { Participant } from '../../shared/call/participant';
import type { LinkDetails, StreamDetails } from '../rtc/link-details';
import type { LinkStats } from '../rtc/peer-link';

/** The technical panel about one person: a line for each thing that is known. Pure. */
export function statsRows(
  { id, name, connection, isAway }: Participant,
  { details, stats }: { readonly details: LinkDetails | null; readonly stats: LinkStats | null },
): string[] {
  const head = [`${name}${isAway ? ' (away from the server)' : ''}`, row('id', id)];
  if (details === null) return [...head, row('connection', `${connection}, no peer connection`)];
  return [
    ...head,
    row('connection', `${connection}, generation ${details.generation} ${details.connection}`),
    row('ICE', `${details.ice}, gathering ${details.gathering}`),
    row('signalling', details.signalling),
    row('candidates', candidates(details)),
    row('round trip', milliseconds(details.roundTripMs)),
    ...(stats === null
      ? []
      : [row('kbit/s', `↓${stats.receivedKbps.toFixed(0)} ↑${stats.sentKbps.toFixed(0)}`)]),
    ...details.received.map((stream) => row(`↓ ${stream.kind}`, streamText(stream))),
    ...details.sent.map((stream) => row(`↑ ${stream.kind}`, streamText(stream))),
  ];
}

function row(what: string, value: string): string {
  return `  ${what.padEnd(12)}${value}`;
}

function candidates({ localCandidate, remoteCandidate, protocol }: LinkDetails): string {
  if (localCandidate === null) return 'none in use';
  return `${localCandidate} to ${remoteCandidate ?? '?'} over ${protocol ?? '?'}`;
}

function streamText(stream: StreamDetails): string {
  const { codec, widthPx, heightPx, fps, packetsLost, jitterMs } = stream;
  return [
    codec ?? 'no codec',
    ...(widthPx === 0 ? [] : [`${widthPx}x${heightPx}`, `${Math.round(fps)} fps`]),
    `${packetsLost} lost`,
    `jitter ${milliseconds(jitterMs)}`,
  ].join(', ');
}

function milliseconds(value: number | null): string {
  return value === null ? 'unknown' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
