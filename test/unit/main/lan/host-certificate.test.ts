import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHostCertificate } from '../../../../src/main/lan/host-certificate';
import { DAY_MS } from '../../../../src/shared/people/duration';

const NOW_MS = Date.parse('2026-11-30T12:00:00Z');

describe('the certificate of a host', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-host-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made once, and the same at every later start', async () => {
    const first = await openHostCertificate(folder, NOW_MS);
    expect(first.fingerprint).toBe(new X509Certificate(first.cert).fingerprint256);
    expect(await openHostCertificate(folder, NOW_MS + 700 * DAY_MS)).toEqual(first);
  });

  it('lies in a file that nobody else may read, and names neither machine nor user', async () => {
    const { cert } = await openHostCertificate(folder, NOW_MS);
    expect(statSync(join(folder, 'host-certificate.json')).mode & 0o077).toBe(0);
    const { subject, subjectAltName } = new X509Certificate(cert);
    expect(subject).toBe('CN=WebCRT');
    expect(subjectAltName).toBe('DNS:webcrt.invalid');
    for (const name of [hostname(), userInfo().username]) expect(subject).not.toContain(name);
  });

  it('is another in another folder, before it runs out, and where the file is none', async () => {
    const first = await openHostCertificate(folder, NOW_MS);
    const other = await openHostCertificate(join(folder, 'other'), NOW_MS);
    const later = await openHostCertificate(folder, NOW_MS + 815 * DAY_MS);
    writeFileSync(join(folder, 'host-certificate.json'), '{"version":1,"cert":"x","key":"y"}');
    const mended = await openHostCertificate(folder, NOW_MS);
    const all = [first, other, later, mended].map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(4);
  });
});
