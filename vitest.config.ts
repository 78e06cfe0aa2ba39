import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** By default vitest leaves one processor idle: on two, that doubles the time. */
const EVERY_PROCESSOR = '100%';

/** Taken into the modules that name them, as in what is built. */
const ASSETS = ['**/*.wasm'];

/** No test replaces a module: what each file would load anew, the files of a worker share. */
const SHARED_MODULES = false;

/**
 * Those of the end-to-end tests that look at what is said and shown, and measure nothing: two files
 * of them wait for their browsers side by side.
 */
const TOGETHER = [
  'test/e2e/*.test.ts',
  'test/e2e/window/*.test.ts',
  'test/e2e/room/{blocked,doors,files,memory,owner,rtcpool}.test.ts',
  'test/e2e/{broadcast,tty}/*.test.ts',
  'test/e2e/electron/{call,first-sign-in,hosting,kiosk,share,terminal,tty}.test.ts',
  'test/e2e/call/{files,gateway,hidden-address,impostor,keyboard,links,people,pigeon,plain-peer,refusals,typing,verification}.test.ts',
];
const BROWSERS_PATIENTLY = { testTimeout: 180_000, hookTimeout: 180_000 };

/** What `expect.poll` waits for is what must happen, not how soon; vitest gives it a second. */
const PATIENTLY = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        assetsInclude: ASSETS,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          maxWorkers: EVERY_PROCESSOR,
          isolate: SHARED_MODULES,
          expect: PATIENTLY,
          // For a machine that is busy with something else: nothing is asserted about time.
          testTimeout: 60_000,
        },
      },
      {
        // As what is built takes it up.
        assetsInclude: ['**/*.wasm'],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/integration/build-server.ts'],
          // Servers, clients and commands wait for each other a third of the time.
          maxWorkers: Math.ceil(1.5 * availableParallelism()),
          isolate: SHARED_MODULES,
          expect: PATIENTLY,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        assetsInclude: ['**/*.wasm'],
        test: {
          name: 'e2e-together',
          include: TOGETHER,
          environment: 'node',
          maxWorkers: 2,
          // After all others: groups run one after another.
          sequence: { groupOrder: 2 },
          isolate: SHARED_MODULES,
          expect: PATIENTLY,
          ...BROWSERS_PATIENTLY,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: TOGETHER,
          environment: 'node',
          // Browsers on two cores: one file at a time, and generous limits.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          isolate: SHARED_MODULES,
          expect: PATIENTLY,
          ...BROWSERS_PATIENTLY,
        },
      },
    ],
  },
});
