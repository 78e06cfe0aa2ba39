import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReleaseFacts } from '../../../scripts/release/facts.mjs';
import { makeKeyPair, publicKeyModule, signRelease } from '../../../scripts/release/sign.mjs';
import { readVersionList } from '../../../src/main/updates/version-list';

const FACTS = { version: '1.2.3', homepage: 'https://webcrt.example/' } as ReleaseFacts;
const NOW_MS = Date.UTC(2027, 0, 1);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-sign-'));
  writeFileSync(join(folder, 'SHA256SUMS'), 'abc  file\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('a release is signed so that OpenSSL can check it', () => {
  const { publicHex, privatePem } = makeKeyPair();
  for (const [name, content] of signRelease(privatePem, folder, FACTS, NOW_MS, publicHex))
    writeFileSync(join(folder, name), content);
  const der = Buffer.from(`302a300506032b6570032100${publicHex}`, 'hex').toString('base64');
  const pem = `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n`;
  writeFileSync(join(folder, 'key.pem'), pem);
  const check = (): number | null => {
    const files = ['-sigfile', 'SHA256SUMS.sig', '-in', 'SHA256SUMS'];
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', ...files];
    return spawnSync('openssl', args, { cwd: folder }).status;
  };
  expect(check()).toBe(0);
  appendFileSync(join(folder, 'SHA256SUMS'), 'def  another\n');
  expect(check()).not.toBe(0);
});

it('the list of versions that a release brings is one that the app reads', () => {
  const { publicHex, privatePem } = makeKeyPair();
  const files = new Map(signRelease(privatePem, folder, FACTS, NOW_MS, publicHex));
  const list = readVersionList(String(files.get('latest.json')), {
    key: publicHex,
    nowMs: NOW_MS + 1_000,
    newestIssuedMs: 0,
  });
  expect(list).toMatchObject({
    ok: true,
    value: { version: '1.2.3', page: 'https://webcrt.example/releases/v1.2.3' },
  });
});

it('a key whose other half is not in the source signs nothing', () => {
  const [ours, another] = [makeKeyPair(), makeKeyPair()];
  expect(() => signRelease(another.privatePem, folder, FACTS, NOW_MS, ours.publicHex)).toThrow(
    'is not the key',
  );
});

it('the source has a public key, as the step that makes one writes it', () => {
  const path = new URL('../../../src/main/updates/release-key.ts', import.meta.url);
  const source = readFileSync(path, 'utf8');
  const hex = /'([0-9a-f]{64})'/.exec(source)?.[1] ?? '';
  expect(source).toBe(publicKeyModule(hex));
});
