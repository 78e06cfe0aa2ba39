import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCommand } from '../../../scripts/lib/find-browser.mjs';
import { type ReleaseFacts, releaseFacts } from '../../../scripts/release/facts.mjs';
import { makeStandInElectron } from '../../../scripts/release/stand-in-electron.mjs';
import { packLinuxAs } from '../../../scripts/release/build-steps.mjs';
import { sumsOf } from '../../../scripts/release/sums.mjs';
import { isManagedElsewhere } from '../../../src/main/updates/package-kind';

// The packages of a release, around what stands in for the app as electron-builder leaves it.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const APP = 'org.webcrt.app';
let folder: string;
let facts: ReleaseFacts;

/** Packs in a folder of its own, as on another day. */
function pack(kind: 'tar' | 'deb' | 'rpm', name: string): string {
  const [work, to] = ['work', 'to'].map((each) => join(folder, name, each));
  for (const each of [work, to]) mkdirSync(each, { recursive: true });
  return packLinuxAs(kind, work, facts, join(folder, 'unpacked'), to);
}

const bytesOf = (file: string): string => readFileSync(file).toString('base64');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-packages-'));
  const unpacked = join(folder, 'unpacked');
  makeStandInElectron(unpacked);
  renameSync(join(unpacked, 'electron'), join(unpacked, 'webcrt'));
  const app = join(folder, 'app');
  mkdirSync(app);
  appendFileSync(join(app, 'package.json'), '{"main": "index.js"}');
  appendFileSync(
    join(app, 'index.js'),
    'import { BrowserWindow, app } from "electron"; console.log(process.argv[1], typeof BrowserWindow); app.exit(0);',
  );
  await createPackage(app, join(unpacked, 'resources', 'app.asar'));
  facts = { ...releaseFacts('x64', '1800000000'), date: '2026-11-30' };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(findCommand('dpkg-deb') !== null)('a package of a release', () => {
  it.each(['tar', 'deb'] as const)('(%s) is the same to the byte, whenever it is made', (kind) => {
    const first = pack(kind, `${kind}-1`);
    // Files of a second build are of another day.
    utimesSync(join(folder, 'unpacked', 'version'), 1_700_000_000, 1_700_000_000);
    const second = pack(kind, `${kind}-2`);
    expect(basename(second)).toBe(basename(first));
    expect(bytesOf(second)).toBe(bytesOf(first));
  });

  it('is another when what is packed is another', () => {
    const first = pack('deb', 'other-1');
    const version = join(folder, 'unpacked', 'version');
    const text = readFileSync(version, 'utf8');
    appendFileSync(version, 'x');
    const second = pack('deb', 'other-2');
    rmSync(version);
    appendFileSync(version, text);
    expect(bytesOf(second)).not.toBe(bytesOf(first));
  });

  it('installs a program, and what a desktop and shells look for', () => {
    const deb = pack('deb', 'contents');
    const root = join(folder, 'root');
    execFileSync('dpkg-deb', ['-x', deb, root]);
    expect(isManagedElsewhere(join(root, 'usr/lib/webcrt/resources'), {})).toBe(true);
    const program = join(root, 'usr/bin/webcrt');
    const said = execFileSync(program, ['webcrt://room/a'], {
      encoding: 'utf8',
      env: { ...process.env, DISPLAY: ':0' },
    });
    expect(said).toBe('webcrt://room/a function\n');
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const bare = (...words: string[]) => spawnSync(program, words, { encoding: 'utf8', env });
    // Where there is no display, Electron is told so, or not started at all.
    expect(bare('ctl', 'status').stdout).toBe('--ozone-platform=headless function\n');
    for (const words of [[], ['--hidden'], ['webcrt://room/a']]) {
      expect(bare(...words)).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^webcrt: There is no display here\./) as string,
      });
    }
    const listed = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' });
    for (const path of [
      `./usr/share/applications/${APP}.desktop`,
      `./usr/share/metainfo/${APP}.metainfo.xml`,
      './usr/share/man/man1/webcrt.1.gz',
      './usr/share/bash-completion/completions/webcrt',
      './usr/share/zsh/vendor-completions/_webcrt',
      './usr/share/fish/vendor_completions.d/webcrt.fish',
      './usr/share/doc/webcrt/copyright',
      ...[16, 24, 32, 48, 64, 128, 256, 512].map(
        (px) => `./usr/share/icons/hicolor/${px}x${px}/apps/${APP}.png`,
      ),
    ]) {
      expect(listed).toContain(`${path}\n`);
    }
    expect(listed).toMatch(/^-rwsr-xr-x root\/root .* \.\/usr\/lib\/webcrt\/chrome-sandbox$/m);
    expect(listed.match(/^\S+ (?!root\/root).*$/gm)).toBeNull();
    expect(readFileSync(join(root, `usr/share/applications/${APP}.desktop`), 'utf8')).toContain(
      'MimeType=x-scheme-handler/webcrt;',
    );
  });

  it('names its version, its files and what it needs', () => {
    const deb = pack('deb', 'control');
    const field = (name: string): string =>
      execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();
    expect(field('Version')).toBe(facts.version.replace('-', '~'));
    expect(field('Depends')).toContain('libgtk-3-0t64 | libgtk-3-0');
    execFileSync('dpkg-deb', ['-R', deb, join(folder, 'control-root')]);
    const check = spawnSync('md5sum', ['--check', '--quiet', 'DEBIAN/md5sums'], {
      cwd: join(folder, 'control-root'),
    });
    expect([check.status, check.stdout.toString()]).toEqual([0, '']);
  });

  it.runIf(findCommand('rpmbuild') !== null && findCommand('rpm') !== null)(
    'is there for Fedora, too',
    () => {
      const file = pack('rpm', 'rpm');
      const listed = execFileSync('rpm', ['-qpl', file], { encoding: 'utf8' });
      expect(listed).toContain('/usr/bin/webcrt\n');
      expect(listed).toContain('/usr/share/zsh/site-functions/_webcrt\n');
    },
  );
});

describe('the files for desktops', () => {
  it.runIf(findCommand('desktop-file-validate') !== null)(
    'are a desktop file without a fault',
    () => {
      const path = join(ROOT, `assets/linux/${APP}.desktop`);
      expect(execFileSync('desktop-file-validate', [path]).toString()).toBe('');
    },
  );

  it.runIf(findCommand('appstreamcli') !== null)('are metainfo without a fault', () => {
    const path = join(folder, `${APP}.metainfo.xml`);
    const text = readFileSync(join(ROOT, `assets/linux/${APP}.metainfo.xml`), 'utf8');
    appendFileSync(path, text.replace('@VERSION@', '1.0.0~rc.1').replace('@DATE@', '2026-11-30'));
    const { status, stdout } = spawnSync('appstreamcli', ['validate', '--no-net', path]);
    expect(status, stdout.toString()).toBe(0);
  });
});

it('the sums of a release are what sha256sum checks', () => {
  const names = ['a.txt', 'b.txt'];
  for (const name of names) appendFileSync(join(folder, name), name);
  appendFileSync(join(folder, 'SHA256SUMS'), sumsOf(folder, names));
  const check = (): number | null =>
    spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder }).status;
  expect(check()).toBe(0);
  appendFileSync(join(folder, 'b.txt'), 'x');
  expect(check()).not.toBe(0);
});
