import { parsePort } from '../base/port';

// The addresses that RTCPeerConnection takes (RFC 7064, RFC 7065). It throws on any other, and one
// of those must not be the end of every call.

const ICE_URL =
  /^(stuns?|turns?):(\[[\da-f:.]+\]|[^\s?/@:[\]]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;
const SCHEMES = ['stun', 'stuns', 'turn', 'turns'] as const;
const MAX_ICE_URL_CHARS = 300;

export type IceTransport = 'udp' | 'tcp' | 'tls';

/** What the address of a STUN or TURN server says. */
export interface IceUrl {
  readonly scheme: (typeof SCHEMES)[number];
  /** IPv6 in brackets. */
  readonly host: string;
  /** `null`: the scheme's own. */
  readonly port: number | null;
  /** How the server itself is reached. */
  readonly transport: IceTransport;
}

/** `null`: no browser takes it for the address of a STUN or TURN server. */
export function parseIceUrl(text: string): IceUrl | null {
  if (text.length > MAX_ICE_URL_CHARS) return null;
  const [, name = '', host = '', digits = '', wish = ''] = ICE_URL.exec(text) ?? [];
  const scheme = SCHEMES.find((each) => each === name);
  if (scheme === undefined) return null;
  const port = digits === '' ? null : parsePort(digits);
  if (digits !== '' && (port === null || port === 0)) return null;
  const isTurn = scheme.startsWith('turn');
  if (wish !== '' && (!isTurn || wish !== wish.toLowerCase())) return null;
  const isTls = scheme.endsWith('s');
  // TURN over DTLS is nothing that browsers speak.
  if (isTls && wish === 'udp') return null;
  return { scheme, host, port, transport: isTls ? 'tls' : wish === 'tcp' ? 'tcp' : 'udp' };
}

/** Whether it is the address of a server that relays. */
export function isTurnUrl(text: string): boolean {
  return parseIceUrl(text)?.scheme.startsWith('turn') ?? false;
}

/** What a server listens on unless its address says otherwise. */
const PORTS: Readonly<Record<IceUrl['scheme'], number>> = {
  stun: 3_478,
  turn: 3_478,
  stuns: 5_349,
  turns: 5_349,
};

/** Whether two addresses, however they are written, lead to one server in one way. */
export function isSameIceUrl(one: string, other: string): boolean {
  const [first, second] = [one, other].map(endpointOf);
  return first !== null && first === second;
}

function endpointOf(text: string): string | null {
  const url = parseIceUrl(text);
  if (url === null) return null;
  const { scheme, host, port, transport } = url;
  return `${scheme} ${host.toLowerCase()} ${port ?? PORTS[scheme]} ${transport}`;
}
