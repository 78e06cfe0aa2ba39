import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IdentityReport } from '../../../src/shared/ipc/identity-api';
import { unsealSeed } from '../../../src/shared/identity/sealed-seed';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';

const PASSPHRASE = 'correct horse battery staple';

describe('the key of the desktop app', () => {
  let folder: string;
  let app: ElectronApp;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-identity-'));
  });

  afterEach(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function launch(keyring?: string): Promise<IdentityReport> {
    const appDir = await buildFixtureApp();
    app = await launchElectronApp({ appDir, userDataDir: folder, argv: ['--port', '0'], keyring });
    return app.window.evaluate(() => window.webcrt!.identity.load());
  }

  it('is the same at the next start, sealed on the disk, and leaves sealed only', async () => {
    const first = await launch();
    expect(first).toMatchObject({ keptBy: 'keyring', notices: [] });
    const text = await app.window.evaluate(
      (passphrase) => window.webcrt!.identity.exportSealed(passphrase),
      PASSPHRASE,
    );
    const unsealed = await unsealSeed(text, PASSPHRASE);
    if (!unsealed.ok) throw new Error(unsealed.error);
    expect(seedSigner(unsealed.value).publicKey).toBe(first.publicKey);
    const file = await readFile(join(folder, 'identity.json'));
    expect(file.includes(Buffer.from(unsealed.value))).toBe(false);
    expect(file.includes(Buffer.from(unsealed.value).toString('hex'))).toBe(false);
    await app.close();
    expect(await launch()).toEqual(first);
  });

  it('says plainly that it is not sealed where Electron has basic_text', async () => {
    const report = await launch('basic_text');
    expect(report).toMatchObject({
      keptBy: 'plain-file',
      notices: [expect.stringMatching(/no keyring/)],
    });
  });

  it('signs for the window, but no sign-in, and nothing in the name of another', async () => {
    const { publicKey } = await launch();
    const outcomes = await app.window.evaluate(async (key) => {
      const { identity } = window.webcrt!;
      const atMs = 1;
      const other = 'cd'.repeat(32);
      const said = await Promise.allSettled([
        identity.sign({ kind: 'device-linked', name: 'ann', by: key, device: other, atMs }),
        identity.sign({ kind: 'device-linked', name: 'ann', by: other, device: other, atMs }),
        identity.sign({
          kind: 'sign-in',
          origin: 'https://evil.test',
          nonce: 'n'.repeat(43),
          name: 'ann',
          key,
          atMs,
        }),
      ]);
      return said.map(({ status }) => status);
    }, publicKey ?? '');
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});
