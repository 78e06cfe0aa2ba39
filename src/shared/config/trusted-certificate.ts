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

/** Between an address and the fingerprint of the certificate that is shown there. */
const PIN_MARK = '#sha256=';

/**
 * The address of a server that shows a certificate of its own, which says by what fingerprint it is
 * known: apps pin that, and browsers send nobody what stands behind a `#`.
 */
export function hostUrl(host: string, port: number, fingerprint: string): string {
  return `https://${host}:${port}/${PIN_MARK}${fingerprint.replaceAll(':', '')}`;
}

/**
 * Parts an address from the fingerprint that it says; `pin`: that, as it was written, or `null`
 * where it says none.
 */
export function splitPin(server: string): { readonly server: string; readonly pin: string | null } {
  const at = server.indexOf(PIN_MARK);
  if (at < 0) return { server, pin: null };
  return { server: server.slice(0, at), pin: server.slice(at + PIN_MARK.length) };
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
