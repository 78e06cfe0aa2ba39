import { isSameServer } from '../signalling/server-address';

/** A certificate that the user trusts for one server, whatever authorities say of it. */
export interface TrustedCertificate {
  /** wss:// */
  readonly server: string;
  /** SHA-256, as `readFingerprint` writes it. */
  readonly fingerprint: string;
}

const SHA256_HEX = /^[0-9A-F]{64}$/;

/** A SHA-256 fingerprint however it was typed, as `AB:CD:...`; `null`: it is none. */
export function readFingerprint(text: string): string | null {
  const digits = text.replace(/[:\s]/g, '').toUpperCase();
  return SHA256_HEX.test(digits) ? (digits.match(/../g) ?? []).join(':') : null;
}

/** The fingerprint that is trusted for `server`; `null`: none, authorities decide. */
export function trustedFingerprint(
  certificates: readonly TrustedCertificate[],
  server: string,
): string | null {
  return certificates.find((each) => isSameServer(each.server, server))?.fingerprint ?? null;
}

/** The list with another certificate for `server`, or with none (`null`). */
export function withCertificate(
  certificates: readonly TrustedCertificate[],
  server: string,
  fingerprint: string | null,
): readonly TrustedCertificate[] {
  const others = certificates.filter((each) => !isSameServer(each.server, server));
  return fingerprint === null ? others : [...others, { server, fingerprint }];
}
