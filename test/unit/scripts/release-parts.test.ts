import { expect, it } from 'vitest';
import { keepInCyclonedx, keepInSpdx, partsOf } from '../../../scripts/release/parts.mjs';

const LOCK = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/socket.io': { version: '4.0.0' },
    'node_modules/socket.io/node_modules/debug': { version: '4.3.0' },
    'node_modules/debug': { version: '4.4.0', dev: true },
    'node_modules/eslint': { version: '10.0.0', dev: true },
    'node_modules/@xterm/xterm': { version: '6.0.0', dev: true },
    'node_modules/electron': { version: '45.0.0', dev: true },
    'node_modules/electron-builder': { version: '26.0.0', dev: true },
    'node_modules/@lydell/node-pty-linux-x64': { version: '1.1.0', dev: true },
  },
};
const LICENCES = [
  '# Licenses\n\n## @xterm/xterm - 6.0.0 (MIT)\n\ntext\n\n## odd - 1.0.0-next.29\n',
];
const PARTS = partsOf(LOCK, LICENCES);

it('a release is made of what is installed, built in or packed, and of no tool', () => {
  expect([...PARTS].sort()).toEqual([
    '@lydell/node-pty-linux-x64@1.1.0',
    '@xterm/xterm@6.0.0',
    'debug@4.3.0',
    'electron@45.0.0',
    'odd@1.0.0-next.29',
    'socket.io@4.0.0',
  ]);
});

it('its list as SPDX has those, what depends on what among them, and its own name', () => {
  const element = (name: string, versionInfo: string) => ({ SPDXID: name, name, versionInfo });
  const list = {
    documentDescribes: ['webcrt'],
    packages: [
      element('webcrt', '1.0.0'),
      element('socket.io', '4.0.0'),
      element('debug', '4.4.0'),
      element('eslint', '10.0.0'),
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relatedSpdxElement: 'webcrt' },
      { spdxElementId: 'socket.io', relatedSpdxElement: 'webcrt' },
      { spdxElementId: 'debug', relatedSpdxElement: 'socket.io' },
      { spdxElementId: 'eslint', relatedSpdxElement: 'webcrt' },
    ],
  };
  expect(keepInSpdx(list, PARTS, 'webcrt@1.0.0')).toEqual({
    documentDescribes: ['webcrt'],
    name: 'webcrt@1.0.0',
    packages: list.packages.slice(0, 2),
    relationships: list.relationships.slice(0, 2),
  });
});

it('its list as CycloneDX has the same', () => {
  const element = (name: string, version: string) => ({ 'bom-ref': name, name, version });
  const list = {
    metadata: { component: { 'bom-ref': 'webcrt@1.0.0', name: 'a-folder' } },
    components: [element('socket.io', '4.0.0'), element('eslint', '10.0.0')],
    dependencies: [
      { ref: 'webcrt@1.0.0', dependsOn: ['socket.io', 'eslint'] },
      { ref: 'eslint', dependsOn: ['socket.io'] },
    ],
  };
  expect(keepInCyclonedx(list, PARTS, 'webcrt')).toEqual({
    metadata: { component: { 'bom-ref': 'webcrt@1.0.0', name: 'webcrt' } },
    components: [list.components[0]],
    dependencies: [{ ref: 'webcrt@1.0.0', dependsOn: ['socket.io'] }],
  });
});
