import { defineConfig } from 'vite';
import { buildDefines } from './scripts/lib/build-facts.mjs';

/** What `webcrt/...` names: a file each, their packages left to node_modules. */
export default defineConfig({
  publicDir: false,
  // Taken into the program itself.
  assetsInclude: ['**/*.wasm'],
  define: buildDefines(),
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/library',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        server: 'src/server/library.ts',
        client: 'src/shared/signalling/library.ts',
        media: 'src/alone/client/library.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared.js' },
    },
  },
});
