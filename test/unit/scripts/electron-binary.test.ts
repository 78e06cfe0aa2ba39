import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronVersion, findElectron } from '../../../scripts/lib/electron-binary.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-electron-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What Electron's installer leaves behind, of some version. */
function install(version: string): void {
  write('package.json', '{ "version": "45.4.1" }');
  write('path.txt', 'electron');
  write('dist/version', version);
  write('dist/electron', '');
}

describe('findElectron', () => {
  it.each(['45.4.1', 'v45.4.1'])('finds the program when dist/version says %s', (version) => {
    install(version);
    expect(findElectron({}, folder)).toBe(join(folder, 'dist', 'electron'));
  });

  it('does not take a program of another version', () => {
    install('44.0.0');
    expect(findElectron({}, folder)).toBeNull();
  });

  it('does not take half an installation', () => {
    install('45.4.1');
    rmSync(join(folder, 'dist', 'electron'));
    expect(findElectron({}, folder)).toBeNull();
    install('45.4.1');
    rmSync(join(folder, 'path.txt'));
    expect(findElectron({}, folder)).toBeNull();
  });

  it('goes where ELECTRON_OVERRIDE_DIST_PATH points, if there is a program', () => {
    write('path.txt', 'electron');
    write('elsewhere/electron', '');
    const elsewhere = join(folder, 'elsewhere');
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, folder)).toBe(
      join(elsewhere, 'electron'),
    );
    rmSync(join(elsewhere, 'electron'));
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, folder)).toBeNull();
  });

  it('knows of no version where the package is not installed', () => {
    expect(electronVersion(folder)).toBeNull();
  });
});
