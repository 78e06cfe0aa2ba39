import { describe, expect, it } from 'vitest';
import { isPermitted } from '../../../src/main/permission-policy';

const OURS = { url: 'app://webcrt/index.html', isMainFrame: true };

describe('isPermitted', () => {
  it('grants our page camera, microphone, screens and full screen', () => {
    expect([
      isPermitted({ ...OURS, permission: 'media', media: ['audio', 'video'] }),
      isPermitted({ ...OURS, permission: 'media', media: ['unknown'] }),
      isPermitted({ ...OURS, permission: 'display-capture' }),
      isPermitted({ ...OURS, permission: 'fullscreen' }),
    ]).toEqual([true, true, true, true]);
  });

  it.each([
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'usb',
    'hid',
    'serial',
    'clipboard-read',
    'clipboard-sanitized-write',
    'openExternal',
    'captured-surface-control',
    'pointerLock',
    'keyboardLock',
    'idle-detection',
    'storage-access',
    'window-management',
    'fileSystem',
    'unknown',
    '',
  ])('denies our page %s', (permission) => {
    expect(isPermitted({ ...OURS, permission })).toBe(false);
  });

  it.each(['https://example.org/', 'app://other/', 'file:///x', 'http://localhost/', '', 'null'])(
    'denies %j everything',
    (url) => {
      expect(isPermitted({ url, isMainFrame: true, permission: 'media', media: [] })).toBe(false);
      expect(isPermitted({ url, isMainFrame: true, permission: 'fullscreen' })).toBe(false);
    },
  );

  it('denies frames inside the page, and kinds of media that it does not know', () => {
    expect(
      isPermitted({ ...OURS, isMainFrame: false, permission: 'media', media: ['audio'] }),
    ).toBe(false);
    expect(isPermitted({ ...OURS, permission: 'media', media: ['audio', 'screen'] })).toBe(false);
  });
});
