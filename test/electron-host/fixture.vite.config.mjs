import { resolve } from 'node:path';
import { defineConfig, mergeConfig } from 'electron-vite';
import app from '../../electron.vite.config';

const FIXTURE = resolve(process.cwd(), 'test/electron-host/fixture-renderer');
const OUT = process.env.FIXTURE_APP_OUT;

/** The app as it is built for users, but for a bare page in its window. */
export default defineConfig({
  main: mergeConfig(app.main, { build: { outDir: `${OUT}/main` } }),
  preload: mergeConfig(app.preload, { build: { outDir: `${OUT}/preload` } }),
  renderer: {
    root: FIXTURE,
    base: './',
    build: {
      outDir: `${OUT}/renderer`,
      emptyOutDir: true,
      rollupOptions: { input: `${FIXTURE}/index.html` },
    },
  },
});
