import type { Signal } from '../../shared/protocol/messages';

// Addresses in what an end says of itself (RFC 8839): candidates, and the default destination of
// each section. With trickle ICE the default says nothing (RFC 8840, 4.1.1), so that no address is
// as good as one.

const IS_RELAY = / typ relay( |$)/;
/** Of a relay's candidate: the address that the TURN server sees. */
const RELATED_ADDRESS = / raddr \S+ rport \d+/;
const CANDIDATE_LINE = 'a=candidate:';
/** A section that is not refused. */
const OPEN_SECTION = /^m=(\S+) [1-9]\d* /;

/** `null`: it names an address of this machine, or one that a STUN server saw. */
function cleanCandidate(candidate: string): string | null {
  if (!IS_RELAY.test(candidate)) return null;
  return candidate.replace(RELATED_ADDRESS, ' raddr 0.0.0.0 rport 0');
}

function cleanLine(line: string): string | null {
  if (line.startsWith(CANDIDATE_LINE)) return cleanCandidate(line);
  if (line.startsWith('c=')) return 'c=IN IP4 0.0.0.0';
  if (line.startsWith('a=rtcp:')) return 'a=rtcp:9 IN IP4 0.0.0.0';
  return line.replace(OPEN_SECTION, 'm=$1 9 ');
}

function cleanDescription(sdp: string): string {
  const lines = sdp.split('\r\n').map(cleanLine);
  return lines.filter((line) => line !== null).join('\r\n');
}

/**
 * What of `signal` may be said by an end whose address is hidden: all but addresses that are not a
 * TURN server's. `null`: nothing.
 */
export function withoutAddresses(signal: Signal): Signal | null {
  if (signal.kind === 'description') return { ...signal, sdp: cleanDescription(signal.sdp) };
  if (signal.kind !== 'candidate') return signal;
  const candidate = cleanCandidate(signal.candidate);
  return candidate === null ? null : { ...signal, candidate };
}
