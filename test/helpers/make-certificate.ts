// First: what makes certificates asks for it as it is loaded.
import 'reflect-metadata';
import { randomUUID, webcrypto } from 'node:crypto';
import {
  SubjectAlternativeNameExtension,
  type JsonGeneralName,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** PEM, as a TLS server takes them. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateWishes {
  readonly names?: readonly JsonGeneralName[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Of its key; left out: `ecdsa`, on P-256. */
  readonly algorithm?: 'ecdsa' | 'rsa';
}

const HOUR_MS = 3_600_000;
const SIGNING = {
  ecdsa: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2_048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  },
} as const;

/** A certificate that signs itself, of this machine and from now on unless said otherwise. */
export async function makeCertificate({
  names = [{ type: 'ip', value: '127.0.0.1' }],
  notBefore = new Date(Date.now() - HOUR_MS),
  notAfter = new Date(Date.now() + 100 * HOUR_MS),
  algorithm = 'ecdsa',
}: CertificateWishes = {}): Promise<TestCertificate> {
  const { subtle } = webcrypto;
  const keys = await subtle.generateKey(SIGNING[algorithm], true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      // Authorities are looked up by their names.
      name: `CN=webcrt test ${randomUUID()}`,
      notBefore,
      notAfter,
      keys,
      signingAlgorithm: SIGNING[algorithm],
      extensions: [new SubjectAlternativeNameExtension([...names])],
    },
    webcrypto as Crypto,
  );
  const key = Buffer.from(await subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
