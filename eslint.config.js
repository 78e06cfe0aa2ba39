import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { commentRule } from './scripts/lib/comment-rule.mjs';

// Who may import what. ARCHITECTURE.md draws these arrows; this file keeps them.

/** One owner file per raw API: everyone else goes through it. */
const OWNERS = [
  ['simple-peer', 'src/renderer/rtc/simple-peer-link.ts', ['simple-peer', 'simple-peer/*']],
  ['socket.io-client', 'src/shared/signalling/socket-io-opener.ts', ['socket.io-client']],
  ['socket.io', 'src/server/index.ts', ['socket.io']],
  ['xterm', 'src/renderer/terminal/terminal-surface.ts', ['@xterm/*']],
  ['idb-keyval', 'src/renderer/people/key-value-store.ts', ['idb-keyval']],
  ['electron-store', 'src/main/config-store.ts', ['electron-store']],
];

/** Patterns that `folder` must not import, with the reason shown. */
const zone = (message, ...group) => ({ group, message });
const OUTSIDE_SHARED = zone(
  'src/shared is plain TypeScript: nothing outside itself.',
  '**/server/**',
  '**/main/**',
  '**/renderer/**',
  '**/preload/**',
  'electron',
  'node:*',
);

/**
 * The inner order of src/shared, from the ground up: a folder imports the rungs before its own, and
 * neither a later one nor its neighbours. Type imports count.
 */
const SHARED_RUNGS = [
  ['base'],
  ['text'],
  ['ascii', 'stage', 'transfer'],
  ['protocol', 'recording'],
  ['signalling'],
  ['call'],
  ['config', 'people'],
  ['commands', 'ipc'],
];
/** What the folder `self` of `rungs` must not import. */
function notBelow(rungs, self) {
  const rung = rungs.findIndex((folders) => folders.includes(self));
  return rungs
    .slice(rung)
    .flat()
    .filter((folder) => folder !== self);
}
const sharedZones = (self) => [
  OUTSIDE_SHARED,
  ...notBelow(SHARED_RUNGS, self).map((folder) =>
    zone(
      `src/shared/${folder} is not below src/shared/${self}: see the order in ARCHITECTURE.md.`,
      `**/${folder}/**`,
    ),
  ),
];

function restrict(files, zones, extra = {}) {
  const ownerZones = OWNERS.map(([api, owner, group]) =>
    zone(`${api} has one owner: go through ${owner}.`, ...group),
  );
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns: [...zones, ...ownerZones], ...extra }],
    },
  };
}

/** The owner of an API keeps its folder's zones, and may import what it owns. */
function owner(api, zones) {
  const [, file] = OWNERS.find(([name]) => name === api);
  const others = OWNERS.filter(([name]) => name !== api).map(([name, path, group]) =>
    zone(`${name} has one owner: go through ${path}.`, ...group),
  );
  return {
    files: [file],
    rules: { 'no-restricted-imports': ['error', { patterns: [...zones, ...others] }] },
  };
}

const RENDERER = [
  zone(
    'The renderer imports src/shared and itself.',
    '**/server/**',
    '**/main/**',
    '**/preload/**',
  ),
  zone('The renderer is sandboxed: no Node, no Electron.', 'node:*', 'electron'),
];
const below = (...folders) =>
  zone(
    'Inside the renderer imports go downward; app introduces folders of one rung to each other.',
    ...folders.map((folder) => `**/${folder}/**`),
    '**/app',
  );
/** Logic of one subject each, above the raw APIs and below what is seen. */
const MIDDLE = ['chat', 'call', 'people', 'transfer'];
const LEAVES = ['rtc', 'media', 'terminal', 'host'];
const leafZone = (self) => [
  ...RENDERER,
  below('ui', 'commands', ...MIDDLE, ...LEAVES.filter((leaf) => leaf !== self)),
];
// Shared folders share the renderer's folder names: `../../shared/commands/x` must stay allowed.
const allowShared = (zones) =>
  zones.map((each) =>
    each.message.startsWith('Inside the renderer')
      ? { ...each, group: [...each.group, '!**/shared/**'] }
      : each,
  );

export default tseslint.config(
  // AssemblyScript is not quite TypeScript: its own compiler checks it.
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', '.cache/', 'src/shared/ascii/wasm/'] },
  js.configs.recommended,
  {
    plugins: { webcrt: { rules: { comments: commentRule } } },
    rules: { 'webcrt/comments': 'error' },
  },
  { files: ['src/**/*.ts'], rules: { 'webcrt/comments': ['error', { noFirstPerson: true }] } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true } },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', prefer: 'type-imports' },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Typed arrays are read at indices that loops keep in range.
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]',
          message: 'Remote text is never markup: use textContent.',
        },
      ],
    },
  },
  restrict(['src/**/*.ts', 'test/**/*.ts'], []),
  restrict(['src/shared/**/*.ts'], [OUTSIDE_SHARED]),
  ...SHARED_RUNGS.flat().map((folder) =>
    restrict([`src/shared/${folder}/**/*.ts`], sharedZones(folder)),
  ),
  owner('socket.io-client', sharedZones('signalling')),
  restrict(
    ['src/server/**/*.ts'],
    [zone('The server imports src/shared and itself.', '**/main/**', '**/renderer/**', 'electron')],
  ),
  owner('socket.io', []),
  restrict(
    ['src/main/**/*.ts'],
    [
      zone('Main imports src/shared and server/index.', '**/renderer/**', '**/preload/**'),
      zone('Of the server, main sees its public face.', '**/server/*', '!**/server/index'),
    ],
  ),
  owner('electron-store', []),
  {
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/ipc/typed-ipc.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain'],
              message: 'ipcMain has one owner, which checks senders: src/main/ipc/typed-ipc.ts.',
            },
          ],
        },
      ],
    },
  },
  restrict(
    ['src/preload/**/*.ts'],
    [zone('The preload imports shared/ipc only.', '**/main/**', '**/renderer/**', '**/server/**')],
  ),
  restrict(['src/renderer/**/*.ts'], RENDERER),
  ...LEAVES.map((leaf) => restrict([`src/renderer/${leaf}/**/*.ts`], allowShared(leafZone(leaf)))),
  restrict(
    MIDDLE.map((folder) => `src/renderer/${folder}/**/*.ts`),
    allowShared([...RENDERER, below('ui', 'commands')]),
  ),
  restrict(['src/renderer/{ui,commands}/**/*.ts'], RENDERER),
  owner('idb-keyval', allowShared([...RENDERER, below('ui', 'commands')])),
  owner('simple-peer', allowShared(leafZone('rtc'))),
  owner('xterm', allowShared(leafZone('terminal'))),
  {
    files: ['src/renderer/**/*.ts'],
    ignores: ['src/renderer/media/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'navigator',
          property: 'mediaDevices',
          message: 'Cameras and microphones have one owner: src/renderer/media/device-access.ts.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Tests drive the raw libraries from the other side of the wire.
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // What a failed set-up left undefined must not hide the failure when it is cleared away.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
