import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  checkElectronAttested,
  checkElectronFiles,
} from '../../../scripts/release/electron-files.mjs';
import { releaseNotes } from '../../../scripts/release/notes.mjs';
import { signingEnvironment } from '../../../scripts/release/signing-environment.mjs';
import { parseReleaseWords } from '../../../scripts/release/steps.mjs';

const CHANGES = `# Changelog

## [1.1.0] - 2027-01-01

### Added

- A second thing.

## [1.0.0] - 2026-12-01

- A first thing.
`;

it('the notes of a release are what the change log says of it, and of no other', () => {
  expect(releaseNotes(CHANGES, '1.1.0')).toMatch(
    /^### Added\n\n- A second thing\.\n\nHow to check/,
  );
  expect(releaseNotes(CHANGES, '1.0.0')).toMatch(/^- A first thing\.\n\nHow to check/);
  expect(() => releaseNotes(CHANGES, '2.0.0')).toThrow('nothing about 2.0.0');
  expect(() => releaseNotes('x\n## [3.0.0] - 2027-01-01\n', '3.0.0')).toThrow('says nothing');
});

it('archives of Electron are held against the checksums of its package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-archives-'));
  const name = 'electron-v1.2.3-linux-x64.zip';
  try {
    expect(() => checkElectronFiles([folder], {})).toThrow('No archive');
    writeFileSync(join(folder, name), 'archive');
    const digest = createHash('sha256').update('archive').digest('hex');
    expect(checkElectronFiles([folder], { [name]: digest })).toEqual([name]);
    writeFileSync(join(folder, name), 'something else');
    expect(() => checkElectronFiles([folder], { [name]: digest })).toThrow('is not the archive');
    expect(() => checkElectronFiles([folder], {})).toThrow('is not the archive');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.skipIf(process.platform === 'win32')('an archive that nothing attests is not packed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-attested-'));
  const name = 'electron-v1.2.3-linux-x64.zip';
  const asked = join(folder, 'asked');
  /** What answers in place of GitHub's program. */
  const gh = (script: string): string => {
    const path = join(folder, 'gh');
    writeFileSync(path, `#!/bin/sh\necho "$@" > ${asked}\n${script}\n`, { mode: 0o755 });
    return path;
  };
  try {
    expect(() => checkElectronAttested([folder], gh('echo "[{}]"'))).toThrow('No archive');
    writeFileSync(join(folder, name), 'archive');
    expect(checkElectronAttested([folder], gh('echo "[{}]"'))).toEqual([name]);
    expect(readFileSync(asked, 'utf8')).toMatch(
      /^attestation verify \S+zip --repo electron\/electron --format json\n$/,
    );
    // As a version of it did that found none.
    for (const script of ['exit 0', 'echo "[]"', 'echo none', 'echo "[{}]"; exit 1'])
      expect(() => checkElectronAttested([folder], gh(script))).toThrow('Nothing attests');
    expect(() => checkElectronAttested([folder], join(folder, 'none'))).toThrow('Nothing attests');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a release takes the steps that there are', () => {
  expect(parseReleaseWords(['deb', '--stand-in'])).toEqual({ steps: ['deb'], isStandIn: true });
  expect(() => parseReleaseWords(['debb'])).toThrow('no step "debb"');
});

it('Apple’s key is handed on as a file that nobody else reads, and what is no secret as nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-secrets-'));
  try {
    expect(signingEnvironment({ CSC_LINK: '', PATH: '/bin' }, folder)).toEqual({ PATH: '/bin' });
    // Electron-builder looks for no certificate where it is told so, not even for that.
    const off = { CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
    expect(signingEnvironment({ ...off, CSC_LINK: '' }, folder)).toEqual(off);
    expect(signingEnvironment({ ...off, CSC_LINK: 'a' }, folder)).toEqual({ CSC_LINK: 'a' });
    const given = { APPLE_API_KEY: '/keys/a.p8' };
    expect(signingEnvironment(given, folder)).toEqual(given);
    const pem = '-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----';
    const { APPLE_API_KEY: path = '' } = signingEnvironment({ APPLE_API_KEY: pem }, folder);
    expect(readFileSync(path, 'utf8')).toBe(`${pem}\n`);
    expect(statSync(path).mode & 0o077).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
