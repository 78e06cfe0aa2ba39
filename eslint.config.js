import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { commentRule } from './scripts/lint/comment-rule.mjs';
import { consentRule } from './scripts/lint/consent-rule.mjs';
import {
  NAME_OWNERS,
  NAVIGATOR_OWNERS,
  OWNERS,
  RENDERER_RUNGS,
  SHARED_RUNGS,
} from './scripts/lint/import-order.mjs';
import { sentenceRule } from './scripts/lint/sentence-rule.mjs';

// Who may import what is drawn in ARCHITECTURE.md and said in scripts/lint/import-order.mjs; this
// file keeps it.

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
 * What the folder `self` of `root` must not import: its own rung and those above it.
 * @param elsewhere folders of another root that have some of the same names
 */
function zonesAbove(root, rungs, self, ...elsewhere) {
  const rung = rungs.findIndex((folders) => folders.includes(self));
  const others = rungs
    .slice(rung)
    .flat()
    .filter((folder) => folder !== self);
  return others.map((folder) =>
    zone(
      `${root}/${folder} is not below ${root}/${self}: see the order in ARCHITECTURE.md.`,
      `**/${folder}/**`,
      ...elsewhere.map((path) => `!${path}`),
    ),
  );
}
const sharedZones = (self) => [OUTSIDE_SHARED, ...zonesAbove('src/shared', SHARED_RUNGS, self)];

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

function restrictNames(files, owned) {
  const paths = owned.map(({ module, names, file }) => ({
    name: module,
    importNames: names,
    message: `It has one owner: go through ${file}.`,
  }));
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths }] } };
}

const NO_CAN_PARSE = {
  object: 'URL',
  property: 'canParse',
  message: 'Node 20 takes good addresses for bad ones, after a while: use base/parse-url.',
};

/** Besides what nothing of src may use. */
function restrictNavigator(files, owned) {
  const properties = owned.map(({ property, file }) => ({
    object: 'navigator',
    property,
    message: `It has one owner: go through ${file}.`,
  }));
  return { files, rules: { 'no-restricted-properties': ['error', NO_CAN_PARSE, ...properties] } };
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
const rendererZones = (self) => [
  ...RENDERER,
  ...zonesAbove('src/renderer', RENDERER_RUNGS, self, '**/shared/**'),
];

const NO_MARKUP = {
  selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]',
  message: 'Remote text is never markup: use textContent.',
};
const NO_WHOLE_APP = {
  selector: ':function > .params > TSTypeAnnotation > TSTypeReference[typeName.name="AppContext"]',
  message: 'Take a Pick of AppContext: a signature says what its piece of wiring may touch.',
};

export default tseslint.config(
  // AssemblyScript is not quite TypeScript: its own compiler checks it.
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', '.cache/', 'src/shared/ascii/wasm/'] },
  js.configs.recommended,
  {
    plugins: {
      webcrt: {
        rules: { comments: commentRule, consent: consentRule, sentences: sentenceRule },
      },
    },
    rules: { 'webcrt/comments': 'error' },
  },
  { files: ['src/**/*.ts'], rules: { 'webcrt/comments': ['error', { noFirstPerson: true }] } },
  { files: ['src/renderer/**/*.ts'], rules: { 'webcrt/consent': 'error' } },
  {
    files: ['src/renderer/{app,call,chat,media,people,rtc,terminal,transfer,workers}/**/*.ts'],
    rules: { 'webcrt/sentences': 'error' },
  },
  {
    files: ['src/renderer/{commands,ui}/**/*.ts'],
    rules: { 'webcrt/sentences': ['error', { phrases: true }] },
  },
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
      'no-restricted-syntax': ['error', NO_MARKUP],
    },
  },
  {
    files: ['src/renderer/app/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_MARKUP, NO_WHOLE_APP] },
  },
  restrict(['src/**/*.ts', 'test/**/*.ts'], []),
  restrict(['src/shared/**/*.ts'], [OUTSIDE_SHARED]),
  ...SHARED_RUNGS.flat().map((folder) =>
    restrict([`src/shared/${folder}/**/*.ts`], sharedZones(folder)),
  ),
  owner('socket.io-client', sharedZones('signalling')),
  owner('uqr', sharedZones('text')),
  restrict(
    ['src/server/**/*.ts'],
    [zone('The server imports src/shared and itself.', '**/main/**', '**/renderer/**', 'electron')],
  ),
  {
    files: ['src/server/**/*.ts'],
    ignores: ['src/server/gateways/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/gateways/**'],
              allowTypeImports: true,
              message: 'Gateways are loaded when they are asked for: import() in open-gateways.ts.',
            },
          ],
        },
      ],
    },
  },
  owner('socket.io', []),
  owner('ws', []),
  owner('ssh2', [
    zone('The server imports src/shared and itself.', '**/main/**', '**/renderer/**', 'electron'),
  ]),
  restrict(
    ['src/main/**/*.ts'],
    [
      zone(
        'Main imports src/shared, server/index, tty/run-tty and alone/open-alone.',
        '**/renderer/**',
        '**/preload/**',
      ),
      zone('Of the server, main sees its public face.', '**/server/*', '!**/server/index'),
    ],
  ),
  owner('electron-store', []),
  owner('x509', []),
  owner('xterm headless', []),
  owner('node-pty', []),
  restrictNames(['src/main/**/*.ts'], NAME_OWNERS),
  ...NAME_OWNERS.map(({ file }) =>
    restrictNames(
      [file],
      NAME_OWNERS.filter((each) => each.file !== file),
    ),
  ),
  restrict(
    ['src/tty/**/*.ts'],
    [
      zone(
        'The terminal client imports src/shared.',
        '**/server/**',
        '**/preload/**',
        '**/renderer/**',
        '**/main/**',
        'electron',
      ),
    ],
  ),
  restrict(
    ['src/alone/**/*.ts'],
    [
      zone(
        'A client of its own imports src/shared, src/tty and src/renderer.',
        '**/server/**',
        '**/preload/**',
        '**/main/**',
        'electron',
      ),
    ],
  ),
  owner('libav.js', []),
  owner('happy-dom', []),
  restrict(
    ['src/preload/**/*.ts'],
    [
      zone(
        'The preload imports of src/shared alone.',
        '**/main/**',
        '**/renderer/**',
        '**/server/**',
      ),
    ],
  ),
  {
    files: ['src/preload/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/shared/**'],
              allowTypeImports: true,
              message: 'The preload imports types alone, so that it stays a page long.',
            },
          ],
        },
      ],
    },
  },
  restrict(['src/renderer/**/*.ts'], RENDERER),
  ...RENDERER_RUNGS.flat().map((folder) =>
    restrict([`src/renderer/${folder}/**/*.ts`], rendererZones(folder)),
  ),
  owner('idb-keyval', rendererZones('people')),
  owner('simple-peer', rendererZones('rtc')),
  owner('xterm', rendererZones('terminal')),
  owner('jsqr', rendererZones('workers')),
  restrictNavigator(['src/**/*.ts'], []),
  restrictNavigator(['src/renderer/**/*.ts'], NAVIGATOR_OWNERS),
  ...NAVIGATOR_OWNERS.map(({ file }) =>
    restrictNavigator(
      [file],
      NAVIGATOR_OWNERS.filter((each) => each.file !== file),
    ),
  ),
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
