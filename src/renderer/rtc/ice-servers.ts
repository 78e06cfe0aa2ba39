// The addresses that RTCPeerConnection takes (RFC 7064, RFC 7065). It throws on any other, and one
// mistyped setting must not be the end of every call.

const STUN_URL = /^stuns?:[^\s?/@]+$/;
const TURN_URL = /^turns?:[^\s?/@]+(\?transport=(udp|tcp))?$/;

function isUsable({ urls, username, credential }: RTCIceServer): boolean {
  return [urls].flat().every((url) => {
    if (STUN_URL.test(url)) return true;
    return TURN_URL.test(url) && username !== undefined && credential !== undefined;
  });
}

/** The servers of `servers` that a browser will not refuse to be told of. */
export function usableIceServers(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter(isUsable);
}
