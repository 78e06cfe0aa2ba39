/**
 * A description with candidates in it, for a client that hears of none later. All sections share
 * the transport of the first one.
 *
 * @param candidates as `RTCIceCandidate.candidate` has them
 */
export function wholeDescription(sdp: string, candidates: readonly string[]): string {
  const lines = candidates.map((candidate) => `a=${candidate}\r\n`).join('');
  const second = sdp.indexOf('\nm=', sdp.indexOf('m=') + 1);
  const at = second === -1 ? sdp.length : second + 1;
  return sdp.slice(0, at) + lines + sdp.slice(at);
}
