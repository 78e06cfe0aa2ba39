import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readFingerprints } from '../../../../src/renderer/rtc/seen-fingerprints';

const transport = (id: string, remote = 'remote'): Record<string, unknown> => ({
  id,
  type: 'transport',
  localCertificateId: 'local',
  remoteCertificateId: remote,
});
const certificate = (id: string): Record<string, unknown> => ({
  id,
  type: 'certificate',
  // What a certificate that is signed by SHA-512 has here, and descriptions may say anything.
  fingerprint: 'not to be asked',
  fingerprintAlgorithm: 'sha-512',
  base64Certificate: Buffer.from(`DER of ${id}`).toString('base64'),
});
const fingerprint = (id: string): string =>
  createHash('sha256')
    .update(`DER of ${id}`)
    .digest('hex')
    .toUpperCase()
    .replaceAll(/..(?=.)/g, '$&:');

describe('the certificates of a connection', () => {
  it('are those of its transport, by their SHA-256', () => {
    const entries = [transport('t'), certificate('local'), certificate('remote')];
    expect(readFingerprints(entries)).toEqual({
      local: fingerprint('local'),
      remote: fingerprint('remote'),
    });
  });

  it('are none before there is a transport that has both', () => {
    expect(readFingerprints([])).toBeNull();
    expect(readFingerprints([{ id: 't', type: 'transport' }])).toBeNull();
    expect(readFingerprints([transport('t'), certificate('local')])).toBeNull();
  });

  it('are none where two transports have different ones', () => {
    const certificates = ['local', 'remote', 'other'].map(certificate);
    const entries = [transport('t'), transport('u', 'other'), ...certificates];
    expect(readFingerprints(entries)).toBeNull();
    expect(readFingerprints([transport('t'), transport('u'), ...certificates])).not.toBeNull();
  });
});
