// Who may import what: ARCHITECTURE.md draws it, eslint.config.js keeps it, and a test holds the
// two together.

/**
 * One owner file per raw API: everyone else goes through it.
 *
 * @type {typeof import('./import-order.mjs').OWNERS}
 */
export const OWNERS = [
  ['simple-peer', 'src/renderer/rtc/simple-peer-link.ts', ['simple-peer', 'simple-peer/*']],
  ['socket.io-client', 'src/shared/signalling/socket-io-opener.ts', ['socket.io-client']],
  ['socket.io', 'src/server/socket-server.ts', ['socket.io']],
  ['ws', 'src/server/bounded-web-sockets.ts', ['ws']],
  [
    'xterm',
    'src/renderer/terminal/terminal-surface.ts',
    ['@xterm/xterm', '@xterm/xterm/*', '@xterm/addon-*'],
  ],
  ['idb-keyval', 'src/renderer/people/key-value-store.ts', ['idb-keyval']],
  ['electron-store', 'src/main/config-store.ts', ['electron-store']],
  ['uqr', 'src/shared/text/qr-code.ts', ['uqr']],
  ['x509', 'src/main/lan/host-certificate.ts', ['@peculiar/x509', 'reflect-metadata']],
  ['ssh2', 'src/server/broadcast/watch-ssh.ts', ['ssh2']],
  ['jsqr', 'src/renderer/workers/qr-worker.ts', ['jsqr']],
  ['xterm headless', 'src/main/shell/shell-emulator.ts', ['@xterm/headless']],
  ['node-pty', 'src/main/shell/pty-process.ts', ['@lydell/*']],
  ['libav.js', 'src/alone/media/libav.ts', ['@libav.js/*']],
  ['happy-dom', 'src/alone/window/open-dom.ts', ['happy-dom']],
];

/**
 * The same for single exports of a module that others may import, in the main process.
 *
 * @type {typeof import('./import-order.mjs').NAME_OWNERS}
 */
export const NAME_OWNERS = [
  { module: 'electron', names: ['ipcMain'], file: 'src/main/ipc/typed-ipc.ts' },
  { module: 'electron', names: ['globalShortcut'], file: 'src/main/talk-key.ts' },
  { module: 'electron', names: ['desktopCapturer'], file: 'src/main/screen-capture.ts' },
  { module: 'electron', names: ['powerMonitor'], file: 'src/main/power-monitor.ts' },
  { module: 'electron', names: ['powerSaveBlocker'], file: 'src/main/stay-awake.ts' },
  { module: 'electron', names: ['safeStorage'], file: 'src/main/keyring.ts' },
  { module: 'node:net', names: ['createServer', 'connect'], file: 'src/main/control-socket.ts' },
  { module: 'node:dgram', names: ['createSocket'], file: 'src/main/lan/beacon-socket.ts' },
];

/**
 * The same for properties of `navigator`.
 *
 * @type {typeof import('./import-order.mjs').NAVIGATOR_OWNERS}
 */
export const NAVIGATOR_OWNERS = [
  { property: 'mediaDevices', file: 'src/renderer/media/device-access.ts' },
  { property: 'wakeLock', file: 'src/renderer/host/screen-wake-lock.ts' },
  { property: 'connection', file: 'src/renderer/host/network-changes.ts' },
];

/**
 * The inner order of src/shared, from the ground up: a folder imports the rungs before its own, and
 * neither a later one nor its neighbours. Type imports count.
 *
 * @type {typeof import('./import-order.mjs').SHARED_RUNGS}
 */
export const SHARED_RUNGS = [
  ['base'],
  ['text'],
  ['ascii', 'stage', 'transfer', 'shell'],
  ['protocol', 'recording'],
  ['identity'],
  ['signalling', 'pigeon', 'lan'],
  ['call'],
  ['config', 'people'],
  ['commands', 'ipc'],
];

/**
 * The renderer's order, from the ground up, as that of src/shared.
 *
 * @type {typeof import('./import-order.mjs').RENDERER_RUNGS}
 */
export const RENDERER_RUNGS = [
  ['workers'],
  ['rtc', 'media', 'terminal', 'host'],
  ['chat', 'call', 'people', 'transfer', 'doctor'],
  ['text'],
  ['ui'],
  ['commands'],
  ['app'],
];
