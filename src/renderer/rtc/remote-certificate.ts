import { follow, readText, type StatsEntry } from './stats-entry';

/**
 * Fingerprints (`AB:CD:…`) of the certificates that the other side has shown in its DTLS handshakes,
 * one per transport in use; by the hash that the browser reports, SHA-256 in all of today's.
 */
export function remoteFingerprints(entries: readonly StatsEntry[]): readonly string[] {
  return entries
    .filter((entry) => entry.type === 'transport')
    .map((transport) => follow(entries, transport, 'remoteCertificateId'))
    .map((certificate) => readText(certificate, 'fingerprint'))
    .filter((fingerprint) => fingerprint !== null)
    .map((fingerprint) => fingerprint.toUpperCase());
}
