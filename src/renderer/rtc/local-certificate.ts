/** The longest that browsers grant; by themselves they grant a month. */
const LIFETIME_MS = 365 * 24 * 3_600_000;
/**
 * As RTCPeerConnection makes one when it is given none; the keys are made in about a millisecond.
 */
const WISH = { name: 'ECDSA', namedCurve: 'P-256', expires: LIFETIME_MS } as const;

/**
 * The certificate in use; `null`: the browser makes none for us, and each connection has its own.
 */
export interface OwnCertificate {
  /** Another one only where a call is taken up in which that was shown. */
  value: RTCCertificate | null;
}

/**
 * Makes the certificate that this end shows in all its connections for as long as the program runs,
 * so that others know it again when a connection is made again. `null`: the browser makes none for
 * us.
 */
export async function createLocalCertificate(): Promise<RTCCertificate | null> {
  try {
    return await RTCPeerConnection.generateCertificate(WISH);
  } catch {
    return null;
  }
}
