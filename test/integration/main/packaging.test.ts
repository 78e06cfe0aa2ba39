import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStandInElectron } from '../../../scripts/release/stand-in-electron.mjs';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { launchElectronApp } from '../../electron-host/launch';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILDER = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

const run = promisify(execFile);

describe.runIf(process.platform === 'linux')('the package for Linux', () => {
  let folder: string;
  let unpacked: string;
  let archive: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-package-'));
    const project = join(folder, 'project');
    cpSync(await buildFixtureApp(), project, { recursive: true });
    cpSync(join(ROOT, 'electron-builder.yml'), join(project, 'electron-builder.yml'));
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    // What lies about in a real checkout, and must not be shipped.
    mkdirSync(join(project, 'out', 'types'));
    writeFileSync(join(project, 'out', 'types', 'a.d.ts'), '');
    writeFileSync(join(project, 'out', 'main', 'index.js.map'), '');
    const electron = join(folder, 'electron');
    const version = makeStandInElectron(electron);
    const output = join(folder, 'output');
    await run(
      process.execPath,
      [
        BUILDER,
        ...['--linux', 'dir', '--config', 'electron-builder.yml'],
        `-c.electronDist=${electron}`,
        `-c.electronVersion=${version}`,
        `-c.directories.output=${output}`,
      ],
      { cwd: project },
    );
    unpacked = join(output, 'linux-unpacked');
    archive = join(unpacked, 'resources', 'app.asar');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what is needed and nothing else', () => {
    const files = listPackage(archive, { isPack: false }).filter((path) => /\.\w+$/.test(path));
    // What the app and `webcrt ctl` share are files whose names the bundler makes.
    const named = files.map((path) => path.replace(/\/chunks\/[^/]+\.js$/, '/chunks/shared.js'));
    expect([...new Set(named)].filter((path) => !path.startsWith('/assets/tray/'))).toEqual([
      '/assets/icon.png',
      '/out/main/chunks/shared.js',
      '/out/main/ctl.js',
      '/out/main/index.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ]);
    expect(files).toContain('/assets/tray/call@2x.png');
  });

  it('holds pseudo-terminals of this system beside the archive, where the app finds them', () => {
    const paths = [join(archive, 'out', 'main')];
    const { resolve } = createRequire(import.meta.url);
    const found = resolve('@lydell/node-pty', { paths });
    expect(found.startsWith(join(unpacked, 'resources', 'node_modules'))).toBe(true);
    const { spawn } = createRequire(found)(found) as { spawn: unknown };
    expect(spawn).toBeTypeOf('function');
  });

  it('has every fuse set', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'webcrt'));
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: OFF,
      [FuseV1Options.EnableCookieEncryption]: ON,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
      [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
      [FuseV1Options.OnlyLoadAppFromAsar]: ON,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    });
  });

  it('starts from what it holds, far from any node_modules', async () => {
    const appDir = join(folder, 'extracted');
    extractAll(archive, appDir);
    const app = await launchElectronApp({ appDir, argv: ['--port', '0'] });
    try {
      expect(await app.window.locator('h1').innerText()).toBe('Fixture');
      expect(await app.tray()).toMatchObject({ icon: 'available.png' });
    } finally {
      await app.close();
    }
  });

  it('is refused by electron-builder when the configuration has a key that is none', async () => {
    const project = join(folder, 'project');
    const bad = `${readFileSync(join(project, 'electron-builder.yml'), 'utf8')}\nasarr: true\n`;
    writeFileSync(join(project, 'bad.yml'), bad);
    const attempt = run(process.execPath, [BUILDER, '--linux', 'dir', '--config', 'bad.yml'], {
      cwd: project,
    });
    await expect(attempt).rejects.toMatchObject({
      stdout: expect.stringContaining("unknown property 'asarr'") as string,
    });
  });
});
