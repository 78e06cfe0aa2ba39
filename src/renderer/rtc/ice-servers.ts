import { isTurnUrl, parseIceUrl } from '../../shared/protocol/ice-url';

function isUsable({ urls, username, credential }: RTCIceServer): boolean {
  return [urls].flat().every((url) => {
    if (isTurnUrl(url)) return username !== undefined && credential !== undefined;
    return parseIceUrl(url) !== null;
  });
}

/** The servers of `servers` that a browser will not refuse to be told of. */
export function usableIceServers(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.filter(isUsable);
}
