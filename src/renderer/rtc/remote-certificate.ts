import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The part of RTCDtlsTransport that is asked. */
export type ShownCertificates = Pick<RTCDtlsTransport, 'state' | 'getRemoteCertificates'>;

/** SHA-256 of a certificate (DER), written as descriptions do: `AB:CD:…`. */
export function fingerprintOf(certificate: ArrayBuffer | Uint8Array): string {
  const digits = bytesToHex(sha256(new Uint8Array(certificate))).toUpperCase();
  return digits.replaceAll(/..(?=.)/g, '$&:');
}

/** The transports that a connection uses; with everything in one bundle there is one. */
export function transportsOf(connection: RTCPeerConnection): readonly RTCDtlsTransport[] {
  const used = connection
    .getTransceivers()
    .flatMap(({ sender, receiver }) => [sender.transport, receiver.transport]);
  const all = new Set([...used, connection.sctp?.transport ?? null]);
  return [...all].filter((each) => each !== null).filter(({ state }) => state !== 'closed');
}

/**
 * Whether the other end has shown the certificate of this fingerprint, and no other, over each of
 * its transports. `null`: not all of them have got that far, or one failed before it did, which is
 * for the connection to report.
 */
export function hasShown(
  fingerprint: string | null,
  transports: readonly ShownCertificates[],
): boolean | null {
  const verdicts = transports.map((transport) => verdictOn(transport, fingerprint));
  if (transports.length === 0 || verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

function verdictOn(transport: ShownCertificates, fingerprint: string | null): boolean | null {
  const isUp = transport.state === 'connected';
  // The first is the one whose key was used; what is behind it only vouches for it.
  const certificate = transport.getRemoteCertificates().at(0);
  if (certificate === undefined) return isUp ? false : null;
  if (fingerprintOf(certificate) !== fingerprint) return false;
  return isUp ? true : null;
}
