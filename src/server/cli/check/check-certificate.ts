import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { DAY_MS } from '../../../shared/people/duration';
import { describeError } from '../../../shared/base/error-code';
import { type Finding, right, wrong } from './finding';

const PATIENCE_MS = 10_000;
const HOUR_MS = 3_600_000;
/** Whoever renews certificates does so with a third of their time left. */
const LEAST_PART_LEFT = 1 / 5;

/** A certificate as clients meet it. */
export interface SeenCertificate {
  /** Why nobody should believe it, in OpenSSL's or Node's words; `null`: it is good. */
  readonly fault: string | null;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly issuer: string;
  readonly names: string;
}

/** Looks at the certificate of a TLS server. Rejects when there is none within ten seconds. */
export function fetchCertificate(host: string, port: number): Promise<SeenCertificate> {
  return new Promise((resolve, reject) => {
    const name = host.replace(/^\[(.*)\]$/, '$1');
    const socket = connect({
      host: name,
      port,
      rejectUnauthorized: false,
      ...(isIP(name) === 0 ? { servername: name } : {}),
    });
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { valid_from, valid_to, issuer, subject, subjectaltname } = socket.getPeerCertificate();
      const fault: unknown = socket.authorizationError;
      resolve({
        // An error or its code, whatever the types say.
        fault: socket.authorized ? null : describeFault(fault),
        validFromMs: Date.parse(valid_from),
        validToMs: Date.parse(valid_to),
        issuer: [issuer.O ?? issuer.CN ?? 'somebody'].flat().join(', '),
        names: subjectaltname ?? [subject.CN].flat().join(', '),
      });
      socket.destroy();
    });
  });
}

function describeFault(fault: unknown): string {
  return typeof fault === 'string' ? fault : describeError(fault);
}

/** What a certificate says to whoever comes to `host` at `nowMs`. Pure. */
export function judgeCertificate(
  subject: string,
  host: string,
  seen: SeenCertificate,
  nowMs: number,
): Finding {
  const leftMs = seen.validToMs - nowMs;
  const time = describeTime(Math.abs(leftMs));
  if (leftMs < 0) {
    return wrong(
      subject,
      `The certificate of ${host} ran out ${time} ago.`,
      'Renew it and have whatever serves it read the new one; then find out why it was not renewed ' +
        'by itself (certbot: systemctl status certbot.timer; Caddy: journalctl -u caddy).',
    );
  }
  if (seen.validFromMs > nowMs) {
    return wrong(
      subject,
      `The certificate of ${host} holds from ${new Date(seen.validFromMs).toISOString()} on, which is yet to come here.`,
      'Set the clock of this machine: timedatectl set-ntp true.',
    );
  }
  if (seen.fault !== null) return judgeFault(subject, host, seen.fault, seen.names);
  if (leftMs < (seen.validToMs - seen.validFromMs) * LEAST_PART_LEFT) {
    return wrong(
      subject,
      `The certificate of ${host} is good for ${time} only, and nobody has renewed it.`,
      'Find out why: certbot renew --dry-run, or journalctl -u caddy; port 80 has to be open to everybody for it.',
    );
  }
  return right(
    subject,
    `${host} has a valid certificate of ${seen.issuer}, good for ${time} more.`,
  );
}

/** Some certificates hold for less than a day: hours count then. */
function describeTime(ms: number): string {
  const isShort = ms < DAY_MS;
  const count = Math.floor(ms / (isShort ? HOUR_MS : DAY_MS));
  return `${count} ${isShort ? 'hour' : 'day'}${count === 1 ? '' : 's'}`;
}

function judgeFault(subject: string, host: string, fault: string, names: string): Finding {
  switch (fault) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return wrong(
        subject,
        `The certificate is for ${names}, not for ${host}.`,
        `Get one for ${host}, or give people the address that it is for.`,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return wrong(
        subject,
        `No authority that browsers know vouches for the certificate of ${host}.`,
        "Get one of Let's Encrypt (Caddy does so by itself, certbot for nginx).",
      );
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return wrong(
        subject,
        `The certificate of ${host} comes without those that lead to an authority, or the authority is unknown here.`,
        'Serve the whole chain: fullchain.pem, not cert.pem.',
      );
    default:
      return wrong(
        subject,
        `The certificate of ${host} does not hold (${fault}).`,
        'Get another one.',
      );
  }
}
