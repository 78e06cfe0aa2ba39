import { isSameIceUrl, isTurnUrl, parseIceUrl } from '../../shared/protocol/ice-url';

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

/**
 * `own`, and behind them those of `others` that lead elsewhere: of two ways to one server over UDP
 * browsers hear answers for one alone, and wait for the other in vain.
 */
export function mergeIceServers(
  own: readonly RTCIceServer[],
  others: readonly RTCIceServer[],
): RTCIceServer[] {
  const known = own.flatMap(({ urls }) => urls);
  const isNew = (url: string): boolean => !known.some((each) => isSameIceUrl(each, url));
  const added = others.map((server) => ({ ...server, urls: [server.urls].flat().filter(isNew) }));
  return [...own, ...added.filter(({ urls }) => urls.length > 0)];
}
