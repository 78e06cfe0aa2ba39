import { say } from './say.mjs';

const EVERY_MS = 15_000;

/**
 * Runs what takes long and is silent meanwhile: says every now and then that it goes on.
 *
 * @template T
 * @param {() => Promise<T>} task
 */
export async function showProgress(task) {
  const startMs = Date.now();
  const timer = setInterval(() => {
    say(`  ... ${Math.round((Date.now() - startMs) / 1_000)} s, still at it`);
  }, EVERY_MS);
  try {
    return await task();
  } finally {
    clearInterval(timer);
  }
}
