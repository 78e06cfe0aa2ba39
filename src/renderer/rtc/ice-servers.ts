import { isTurnUrl, parseIceUrl } from '../../shared/protocol/ice-url';

function isUsable({ urls, username, credential }: RTCIceServer): boolean {
  return [urls].flat().every((url) => {
    if (isTurnUrl(url)) return username !== undefined && credential !== undefined;
    return parseIceUrl(url) !== null;
  });
}

/** Whether one of `servers` relays, as far as can be told before it is asked. */
export function hasRelay(servers: readonly RTCIceServer[]): boolean {
  return usableIceServers(servers).some(({ urls }) => [urls].flat().some(isTurnUrl));
}

/** The servers of `servers` that a browser will not refuse to be told of. */
export function usableIceServers(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter(isUsable);
}
