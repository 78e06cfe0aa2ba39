import { fromRoot } from './paths.mjs';

/**
 * Imports a TypeScript module of the checkout, with everything that it imports, as vitest would.
 */
export async function importTypeScript(path) {
  // Only once the packages are installed.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(fromRoot(path), {
    root: fromRoot(),
    configFile: false,
    logLevel: 'error',
  });
  return module;
}
