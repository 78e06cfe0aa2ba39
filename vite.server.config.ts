import { chmodSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { buildDefines } from './scripts/lib/build-facts.mjs';

const COMMAND_FILE = 'out/server/cli.js';

/** A command is a file that one can run. */
const executable: Plugin = {
  name: 'executable',
  closeBundle() {
    chmodSync(COMMAND_FILE, 0o755);
  },
};

/** The stand-alone signalling server: one file, its packages left to node_modules. */
export default defineConfig({
  publicDir: false,
  // Taken into the program itself.
  assetsInclude: ['**/*.wasm'],
  define: buildDefines(),
  build: {
    ssr: 'src/server/cli.ts',
    target: 'node20',
    outDir: 'out/server',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: 'cli.js',
        // Its later parts are no programs.
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
  plugins: [executable],
});
