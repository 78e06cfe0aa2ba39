import { chmodSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/lib/find-browser.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-browsers-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function install(...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('findBrowser', () => {
  it('takes Chromium before Chrome, wherever each is on the search path', () => {
    install('first', 'google-chrome');
    const chromium = install('second', 'chromium');
    const PATH = [join(folder, 'first'), join(folder, 'second')].join(delimiter);
    expect(findBrowser({ PATH }, 'linux')).toBe(chromium);
  });

  it.skipIf(process.platform === 'darwin')("finds an app in the user's folder on macOS", () => {
    const chrome = install(
      'Applications',
      'Google Chrome.app',
      'Contents',
      'MacOS',
      'Google Chrome',
    );
    expect(findBrowser({ HOME: folder }, 'darwin')).toBe(chrome);
  });

  it.skipIf(process.platform === 'win32')(
    'finds Edge on Windows, where there is always one',
    () => {
      const edge = install('Microsoft\\Edge\\Application\\msedge.exe');
      expect(findBrowser({ 'ProgramFiles(x86)': folder }, 'win32')).toBe(edge);
    },
  );

  it('prefers the browser that the user names', () => {
    expect(findBrowser({ WEBCRT_BROWSER: '/opt/mine', PATH: folder }, 'linux')).toBe('/opt/mine');
  });

  it('passes over what is not a program, and finds nothing in the end', () => {
    mkdirSync(join(folder, 'chromium'));
    writeFileSync(join(folder, 'google-chrome'), 'not executable', { mode: 0o644 });
    expect(findBrowser({ PATH: folder }, 'linux')).toBeNull();
    expect(findBrowser({}, 'linux')).toBeNull();
  });
});
