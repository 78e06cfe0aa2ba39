import { describe, expect, it } from 'vitest';
import { contentTypeOf, resolveAppFile } from '../../../src/main/app-files';
import { APP_ENTRY_URL, isAppUrl, isEntryUrl } from '../../../src/main/app-address';

const ROOT = '/opt/webcrt/out/renderer';

describe('resolveAppFile', () => {
  it.each([
    ['app://webcrt/index.html', `${ROOT}/index.html`],
    ['app://webcrt/assets/index-C0ffee_1.js', `${ROOT}/assets/index-C0ffee_1.js`],
    ['app://webcrt/assets/a.b.woff2?v=1#x', `${ROOT}/assets/a.b.woff2`],
  ])('finds %s', (url, path) => {
    expect(resolveAppFile(url, ROOT)).toBe(path);
  });

  it.each([
    'app://webcrt/',
    'app://webcrt',
    'app://webcrt/assets/',
    'app://webcrt//index.html',
    'app://webcrt/.env',
    'app://webcrt/..%2fpackage.json',
    'app://webcrt/%2e%2e%2fpackage.json',
    'app://webcrt/..\\package.json',
    'app://webcrt/..%5cpackage.json',
    'app://webcrt/a%00.html',
    'app://webcrt/C:/Windows/win.ini',
    'app://webcrt/%2fetc/passwd',
    'app://webcrt/index.html%20',
    'app://other/index.html',
    'app://webcrt:80/index.html',
    'app://user@webcrt/index.html',
    'https://webcrt/index.html',
    'file:///etc/passwd',
    'not an address',
  ])('refuses %s', (url) => {
    expect(resolveAppFile(url, ROOT)).toBeNull();
  });

  it('cannot be led out of the folder by dot segments, which the parser takes away', () => {
    expect(resolveAppFile('app://webcrt/../../package.json', ROOT)).toBe(`${ROOT}/package.json`);
    expect(resolveAppFile('app://webcrt/a/%2e%2e/%2e%2e/b.js', ROOT)).toBe(`${ROOT}/b.js`);
  });
});

describe('contentTypeOf', () => {
  it.each([
    ['a.html', 'text/html; charset=utf-8'],
    ['a.JS', 'text/javascript; charset=utf-8'],
    ['a.mjs', 'text/javascript; charset=utf-8'],
    ['a.css', 'text/css; charset=utf-8'],
    ['a.json', 'application/json; charset=utf-8'],
    ['a.svg', 'image/svg+xml'],
    ['a.png', 'image/png'],
    ['a.ttf', 'font/ttf'],
    ['a.woff2', 'font/woff2'],
    ['a.wasm', 'application/wasm'],
    ['a.wav', 'audio/wav'],
    ['a.ogg', 'audio/ogg'],
  ])('knows that %s is %s', (path, type) => {
    expect(contentTypeOf(path)).toBe(type);
  });

  it.each(['a.exe', 'a.unheard-of', 'a', 'html', 'folder.html/a', 'a.'])(
    'calls %s bytes',
    (path) => {
      expect(contentTypeOf(path)).toBe('application/octet-stream');
    },
  );
});

describe('app addresses', () => {
  it('are ours by scheme and host only', () => {
    const urls = [
      APP_ENTRY_URL,
      'app://webcrt',
      'APP://webcrt/x',
      'app://webcrt.evil/',
      'app:webcrt',
    ];
    expect(urls.map(isAppUrl)).toEqual([true, true, true, false, false]);
  });

  it('name the entry page with any fragment, and no other page', () => {
    const urls = [
      `${APP_ENTRY_URL}#a`,
      APP_ENTRY_URL,
      'app://webcrt/web.html',
      `${APP_ENTRY_URL}?a`,
    ];
    expect(urls.map(isEntryUrl)).toEqual([true, true, false, false]);
  });
});
