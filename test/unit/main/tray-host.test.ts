import { expect, it } from 'vitest';
import { showsTray } from '../../../src/main/tray-host';

it.each([
  ['GNOME on Wayland', 'linux', false, 'ubuntu:GNOME', 'wayland', false],
  ['GNOME on X11', 'linux', false, 'GNOME', 'x11', false],
  ['GNOME with an extension', 'linux', true, 'GNOME', 'wayland', true],
  ['KDE', 'linux', true, 'KDE', 'wayland', true],
  ['sway without a bar', 'linux', false, 'sway', 'wayland', false],
  ['an older panel for X11', 'linux', false, 'XFCE', 'x11', true],
  ['a desktop without a bus', 'linux', null, 'GNOME', 'wayland', true],
  ['macOS', 'darwin', false, undefined, undefined, true],
  ['Windows', 'win32', false, undefined, undefined, true],
] as const)(
  '%s shows a tray as it does',
  (_what, platform, hasWatcher, desktop, session, shown) => {
    const env = { XDG_CURRENT_DESKTOP: desktop, XDG_SESSION_TYPE: session };
    expect(showsTray({ platform, hasWatcher, env })).toBe(shown);
  },
);
