import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { importedPackages, neededFolders } from '../../../scripts/release/needed-packages.mjs';

it('a built program imports what it does not have in it', () => {
  const program = `import{a}from"pino";import b from 'node:fs';import c from "./chunk.js";
    export * from "@noble/curves/ed25519.js"; const d = await import("prom-client"); import("socket.io");`;
  expect(importedPackages(program)).toEqual(['@noble/curves', 'pino', 'prom-client', 'socket.io']);
});

it('what it needs is that, and what that depends on, where Node.js finds it', () => {
  const root = mkdtempSync(join(tmpdir(), 'webcrt-needed-'));
  const add = (path: string, dependencies: readonly string[] = []): void => {
    const folder = join(root, path);
    mkdirSync(folder, { recursive: true });
    const content = { dependencies: Object.fromEntries(dependencies.map((name) => [name, '1'])) };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
  };
  try {
    add('node_modules/a', ['b', '@scope/c', 'optional']);
    add('node_modules/a/node_modules/b', ['d']);
    add('node_modules/b', ['other']);
    add('node_modules/@scope/c', ['a']);
    add('node_modules/d');
    add('node_modules/other');
    const found = [...neededFolders(root, ['a'])].map((folder) => relative(root, folder)).sort();
    expect(found).toEqual([
      'node_modules/@scope/c',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/d',
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
