import { fingerprintOf } from './remote-certificate';
import { follow, readText, type StatsEntry } from './stats-entry';

/** SHA-256 of the certificates that DTLS used at either end, as `AB:CD:…`. */
export interface SeenFingerprints {
  readonly local: string;
  readonly remote: string;
}

/**
 * Reads them from a report of getStats (W3C webrtc-stats): what the transport uses, whatever
 * descriptions said. `null`: there is no transport yet, or there are several with other ones.
 */
export function readFingerprints(entries: readonly StatsEntry[]): SeenFingerprints | null {
  const seen = entries
    .filter(({ type }) => type === 'transport')
    .map((transport) => ({
      local: fingerprintIn(follow(entries, transport, 'localCertificateId')),
      remote: fingerprintIn(follow(entries, transport, 'remoteCertificateId')),
    }));
  const locals = new Set(seen.map(({ local }) => local));
  const remotes = new Set(seen.map(({ remote }) => remote));
  if (locals.size !== 1 || remotes.size !== 1) return null;
  const [[local], [remote]] = [[...locals], [...remotes]];
  return local === null || remote === null ? null : { local, remote };
}

/** Of the certificate itself: its own hash may be another than SHA-256. */
function fingerprintIn(certificate: StatsEntry | undefined): string | null {
  const encoded = readText(certificate, 'base64Certificate');
  if (encoded === null) return null;
  return fingerprintOf(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)));
}
