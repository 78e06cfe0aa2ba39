import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { appendFileSync, chmodSync, readFileSync } from 'node:fs';
import { buildDefines } from './scripts/lib/build-facts.mjs';

// npm runs scripts in the root of the package. (This file may be bundled into another, elsewhere.)
const fromRoot = (path: string): string => resolve(process.cwd(), path);

/** `ws` takes these native helpers when they are installed, and does without. */
const OPTIONAL_NATIVE_PACKAGES = ['bufferutil', 'utf-8-validate'];

/** Of `webcrt tty --server`, which says so where they are not installed. */
const ALONE_PACKAGES = ['@libav.js/variant-webm-vp9', 'werift'];

/** Whose packages are within what is built, and on which terms. */
const license = { fileName: 'licences.txt' };

/** A command is a file that one can run. */
const executable: Plugin = {
  name: 'executable',
  writeBundle({ dir = '' }) {
    chmodSync(resolve(dir, 'webcrt.js'), 0o755);
  },
};

/** What is built in and comes from no package of npm: libvpx (scripts/libvpx). */
const otherTerms: Plugin = {
  name: 'other-terms',
  writeBundle({ dir = '' }) {
    const terms = readFileSync(fromRoot('src/alone/vpx/terms.txt'), 'utf8');
    appendFileSync(resolve(dir, license.fileName), `\n${terms}`);
  },
};

/**
 * The window's app in a terminal has a document that nobody sees: what styles and fonts would load
 * is of no use to it, and the programs have no files beside them.
 */
const withoutPageAssets: Plugin = {
  name: 'without-page-assets',
  generateBundle(_options, bundle) {
    for (const [name, { type }] of Object.entries(bundle)) {
      if (type === 'asset') Reflect.deleteProperty(bundle, name);
    }
  },
};

// Everything is bundled but node-pty, which is native code: the package then starts faster, and
// there is nothing else on disk beside the archive that could be exchanged.
export default defineConfig({
  main: {
    plugins: [executable, withoutPageAssets, otherTerms],
    define: buildDefines(),
    // Taken into the program itself, for `webcrt tty`.
    assetsInclude: ['**/*.wasm'],
    build: {
      outDir: fromRoot('out/main'),
      license,
      externalizeDeps: false,
      rollupOptions: {
        // `npm run ctl`, and what npm installs as `webcrt`, do without Electron.
        input: {
          index: fromRoot('src/main/index.ts'),
          ctl: fromRoot('src/main/ctl.ts'),
          webcrt: fromRoot('src/main/webcrt.ts'),
        },
        external: [...OPTIONAL_NATIVE_PACKAGES, ...ALONE_PACKAGES],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: fromRoot('out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: fromRoot('src/preload/index.ts'),
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    base: './',
    worker: { format: 'es' },
    define: buildDefines(),
    build: {
      outDir: fromRoot('out/renderer'),
      license,
      // One build, two entries: the desktop window and the web client.
      rollupOptions: {
        input: {
          index: fromRoot('src/renderer/index.html'),
          web: fromRoot('src/renderer/web.html'),
          watch: fromRoot('src/renderer/watch.html'),
        },
      },
    },
  },
});
