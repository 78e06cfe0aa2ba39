import { existsSync } from 'node:fs';
import { findBrowser, findCommand } from './find-browser.mjs';

/** What real browsers need on Debian. */
const BROWSER = ['chromium', 'fonts-dejavu-core'];

/**
 * The Debian packages of everything that needs more than npm's, the steps of `npm test` first. A
 * test holds this table against what the files of each step use.
 *
 * @type {typeof import('./system-packages.mjs').SYSTEM_PACKAGES}
 */
export const SYSTEM_PACKAGES = {
  format: [],
  types: [],
  lint: [],
  build: [],
  unit: [],
  integration: ['openssl', 'coturn', ...BROWSER],
  e2e: ['curl', 'openssl', 'xvfb', 'coturn', 'iproute2', 'nftables', ...BROWSER],
  /**
   * The window of the web client, where Electron cannot be fetched; also `bench` and `screenshots`.
   */
  window: BROWSER,
};

/**
 * What a test or two of a step look at their subject with: they are skipped without it.
 *
 * @type {typeof import('./system-packages.mjs').EXTRA_PACKAGES}
 */
export const EXTRA_PACKAGES = {
  integration: ['zsh', 'fish', 'asciinema', 'groff-base', 'desktop-file-utils', 'appstream'],
  e2e: ['tmux'],
};

function mayMakeNetworks() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * How to see that what a package brings is there, whoever brought it.
 *
 * @type {Readonly<Record<string, () => boolean>>}
 */
const IS_PRESENT = {
  chromium: () => findBrowser() !== null,
  xvfb: () => findCommand('Xvfb') !== null,
  chafa: () => findCommand('chafa') !== null,
  timg: () => findCommand('timg') !== null,
  mpv: () => findCommand('mpv') !== null,
  zsh: () => findCommand('zsh') !== null,
  fish: () => findCommand('fish') !== null,
  asciinema: () => findCommand('asciinema') !== null,
  'groff-base': () => findCommand('groff') !== null,
  'desktop-file-utils': () => findCommand('desktop-file-validate') !== null,
  appstream: () => findCommand('appstreamcli') !== null,
  tmux: () => findCommand('tmux') !== null,
  curl: () => findCommand('curl') !== null,
  openssl: () => findCommand('openssl') !== null,
  coturn: () => findCommand('turnserver') !== null,
  // For networks of the tests' own, which only root of Linux may make.
  iproute2: () => !mayMakeNetworks() || findCommand('ip') !== null,
  nftables: () => !mayMakeNetworks() || findCommand('nft') !== null,
  // Elsewhere than on Linux the system has a font of its own for this.
  'fonts-dejavu-core': () =>
    process.platform !== 'linux' ||
    existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'),
};

/**
 * Of these Debian packages, those whose contents this machine lacks.
 *
 * @type {typeof import('./system-packages.mjs').missingPackages}
 */
export function missingPackages(names) {
  return names.filter((name) => !IS_PRESENT[name]());
}
