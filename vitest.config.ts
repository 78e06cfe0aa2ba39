import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** By default vitest leaves one processor idle: on two, that doubles the time. */
const EVERY_PROCESSOR = '100%';

/** No test replaces a module: what each file would load anew, the files of a worker share. */
const SHARED_MODULES = false;

/** What `expect.poll` waits for is what must happen, not how soon; vitest gives it a second. */
const PATIENTLY = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
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
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          // Browsers on two cores: one file at a time, and generous limits.
          fileParallelism: false,
          isolate: SHARED_MODULES,
          expect: PATIENTLY,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
