import { MAX_PORT, parsePort } from '../../shared/base/port';
import { MAX_CANDIDATE_BYTES } from '../../shared/protocol/limits';
import { isAddress, isReachableAddress } from './ip-address';

/** candidate-attribute of RFC 8839 section 5.1, with the TCP extension of RFC 6544. */
const CANDIDATE =
  /^candidate:([A-Za-z0-9+/]{1,32}) ([12]) (udp|tcp) (\d{1,10}) (\S{1,253}) (\d{1,5}) typ (host|srflx|prflx|relay)((?: \S+ \S+)*)$/i;
const EXTENSION = /^[\x21-\x7e]{1,256}$/;
const MIN_PORT = 1_024;
/** RFC 6544: a TCP end that only dials has no port, and says the discard port. */
const DISCARD_PORT = 9;

interface Candidate {
  readonly isTcp: boolean;
  readonly address: string;
  readonly port: number;
  readonly type: string;
  readonly extensions: ReadonlyMap<string, string>;
}

function parseExtensions(text: string): ReadonlyMap<string, string> | null {
  const words = text.trim() === '' ? [] : text.trim().split(' ');
  const extensions = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    const [name = '', value = ''] = words.slice(index, index + 2);
    if (!EXTENSION.test(name) || !EXTENSION.test(value)) return null;
    extensions.set(name, value);
  }
  return extensions;
}

function parseCandidate(text: string): Candidate | null {
  const match = CANDIDATE.exec(text);
  if (!match) return null;
  const [, , , transport = '', , address = '', port = '', type = '', rest = ''] = match;
  const extensions = parseExtensions(rest);
  return (
    extensions && {
      isTcp: transport.toLowerCase() === 'tcp',
      address,
      port: Number(port),
      type: type.toLowerCase(),
      extensions,
    }
  );
}

/** Below 1024 live services that must not be sent our packets; a TURN server may listen there. */
function isPortAllowed({ isTcp, port, type, extensions }: Candidate): boolean {
  if (port > MAX_PORT) return false;
  if (isTcp && extensions.get('tcptype') === 'active') return port === DISCARD_PORT || port === 0;
  return port >= (type === 'relay' ? 1 : MIN_PORT);
}

function isTcpTypeKnown({ isTcp, extensions }: Candidate): boolean {
  return !isTcp || ['active', 'passive', 'so'].includes(extensions.get('tcptype') ?? '');
}

function isOriginValid({ extensions }: Candidate): boolean {
  const address = extensions.get('raddr');
  const port = extensions.get('rport');
  return (
    (address === undefined || isAddress(address)) &&
    (port === undefined || parsePort(port) !== null)
  );
}

/**
 * Whether `text` (`candidate:…`, without `a=`) is a candidate by the letter, and one that this end
 * may send packets to. The empty text is the end of candidates (RFC 8838 section 8.2).
 */
export function isCandidateAllowed(text: string, allowLoopback: boolean): boolean {
  if (text === '') return true;
  if (text.length > MAX_CANDIDATE_BYTES) return false;
  const candidate = parseCandidate(text);
  if (!candidate) return false;
  return (
    isReachableAddress(candidate.address, allowLoopback) &&
    isPortAllowed(candidate) &&
    isTcpTypeKnown(candidate) &&
    isOriginValid(candidate)
  );
}
