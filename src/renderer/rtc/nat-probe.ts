import type { Clock } from '../../shared/base/clock';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';

/**
 * What stands between this machine and the others (RFC 4787, section 4.1). Direct connections fail
 * where both ends are behind one that is `dependent`.
 */
export type NatKind =
  /** No STUN server was asked. */
  | 'unknown'
  /** None answered: UDP does not get out. */
  | 'no-udp'
  /** The address out there is one of this machine's own. */
  | 'none'
  /** One address for all whom one talks to: whoever is told of it gets in. */
  | 'independent'
  /** Another address for each whom one talks to, a symmetric NAT: nobody can be told of it. */
  | 'dependent'
  /** There is one, and a single server cannot tell which. */
  | 'some';

/** An address of this machine as a STUN server saw it. */
export interface MappedAddress {
  /** Of the socket that asked, on this machine: `address:port`, or as much as the browser tells. */
  readonly socket: string;
  /** `address:port`. */
  readonly mapped: string;
}

export interface NatFacts {
  /** STUN servers asked. */
  readonly asked: number;
  /** Of those, how many did not answer. */
  readonly failed: number;
  readonly mapped: readonly MappedAddress[];
}

/** Pure. */
export function judgeNat({ asked, failed, mapped }: NatFacts): NatKind {
  const answered = asked - failed;
  if (asked === 0) return 'unknown';
  if (mapped.length === 0) return answered > 0 ? 'none' : 'no-udp';
  const bySocket = new Map<string, string>();
  for (const { socket, mapped: address } of mapped) {
    if ((bySocket.get(socket) ?? address) !== address) return 'dependent';
    bySocket.set(socket, address);
  }
  return answered > 1 ? 'independent' : 'some';
}

const PROBE_TIMEOUT_MS = 8_000;

/**
 * Asks STUN servers, each by a `stun:` URL, how they see this machine. Resolves within the time
 * limit, and never rejects.
 */
export async function probeNat(
  urls: readonly string[],
  {
    clock = SYSTEM_CLOCK,
    timeoutMs = PROBE_TIMEOUT_MS,
  }: { clock?: Clock; timeoutMs?: number } = {},
): Promise<NatKind> {
  if (urls.length === 0) return 'unknown';
  const connection = new RTCPeerConnection({ iceServers: urls.map((url) => ({ urls: url })) });
  const mapped: MappedAddress[] = [];
  const failed = new Set<string>();
  const isOver = new Promise<void>((resolve) => {
    clock.after(timeoutMs, resolve);
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
  });
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type !== 'srflx' || candidate.protocol !== 'udp') return;
    const { relatedAddress, relatedPort, address, port } = candidate;
    mapped.push({ socket: `${relatedAddress}:${relatedPort}`, mapped: `${address}:${port}` });
  });
  connection.addEventListener('icecandidateerror', ({ url }) => failed.add(url));
  try {
    connection.createDataChannel('nat');
    await connection.setLocalDescription();
    await isOver;
  } catch {
    return 'unknown';
  } finally {
    connection.close();
  }
  // A server that one network card reaches and another does not has answered.
  const isSilent = mapped.length === 0 && connection.iceGatheringState !== 'complete';
  return judgeNat({ asked: urls.length, failed: isSilent ? urls.length : failed.size, mapped });
}
