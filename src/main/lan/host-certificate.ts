// First: what makes certificates asks for it as it is loaded.
import 'reflect-metadata';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { DAY_MS } from '../../shared/people/duration';

/** A certificate with its key, both PEM, as a TLS server takes them. */
export interface HostCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, `AB:CD:...`: what others pin. */
  readonly fingerprint: string;
}

const NAME = 'host-certificate.json';
const OWNER_ONLY = 0o600;
/** The longest that Apple's systems take of any certificate is 825 days. */
const VALID_MS = 820 * DAY_MS;
/** Clocks of others may be behind. */
const VALID_BEFORE_MS = DAY_MS;
/** Whoever is told of one must be able to use it for some time. */
const RENEWED_BEFORE_MS = 7 * DAY_MS;
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const fileSchema = v.strictObject({
  version: v.literal(1),
  cert: v.string(),
  key: v.string(),
});

/**
 * The certificate of this app for whoever comes over the network, made at first use and kept in
 * `folder`, in a file that its owner alone may read. It says nothing of this machine or its user. A
 * new one is made when it has run out, or the file cannot be used.
 *
 * @throws when the disk refuses.
 */
export async function openHostCertificate(folder: string, nowMs: number): Promise<HostCertificate> {
  const path = join(folder, NAME);
  const kept = readCertificate(path, nowMs);
  if (kept !== null) return kept;
  const made = await makeCertificate(nowMs);
  mkdirSync(folder, { recursive: true });
  const { cert, key } = made;
  writeFileAtomic.sync(path, `${JSON.stringify({ version: 1, cert, key })}\n`, {
    mode: OWNER_ONLY,
  });
  return made;
}

function readCertificate(path: string, nowMs: number): HostCertificate | null {
  if (!existsSync(path)) return null;
  try {
    const { cert, key } = v.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')));
    const certificate = new X509Certificate(cert);
    const endsAtMs = Date.parse(certificate.validTo);
    const isUsable = certificate.checkPrivateKey(createPrivateKey(key));
    if (!isUsable || endsAtMs - nowMs < RENEWED_BEFORE_MS) return null;
    return { cert, key, fingerprint: certificate.fingerprint256 };
  } catch {
    return null;
  }
}

async function makeCertificate(nowMs: number): Promise<HostCertificate> {
  const { subtle } = webcrypto;
  const keys = await subtle.generateKey(SIGNING, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=WebCRT',
    notBefore: new Date(nowMs - VALID_BEFORE_MS),
    notAfter: new Date(nowMs + VALID_MS),
    signingAlgorithm: SIGNING,
    keys,
    // Browsers look at no other name than this one, and it is to be nobody's.
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'webcrt.invalid' }])],
  });
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g) ?? [];
  const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
  const cert = certificate.toString('pem');
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 };
}
