// One flood after another, in a thread of its own, so that whoever measures what others feel of it
// is not kept busy. Tells the milliseconds from the first message to the end of the connection.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { LoadClient } from '../load/load-client.mjs';

const PER_SECOND = 5_000;
const BATCH_EVERY_MS = 10;
const MS_PER_S = 1_000;
const PER_BATCH = (PER_SECOND * BATCH_EVERY_MS) / MS_PER_S;

const { port, first, endsAtMs } = /** @type {import('./flood.mjs').FloodOrder} */ (workerData);

/**
 * Resolves when the connection is closed.
 *
 * @param {LoadClient} client
 */
async function flood(client) {
  let isOpen = true;
  const fromMs = Date.now();
  let sent = 0;
  while (isOpen) {
    // As many as are due by now: a timer of a busy machine comes late.
    const due = Math.ceil((Date.now() - fromMs + BATCH_EVERY_MS) / BATCH_EVERY_MS) * PER_BATCH;
    for (; sent < due; sent++) {
      client.tell('nobody', `flood ${sent}`).catch((/** @type {Error} */ { message }) => {
        if (message === 'closed') isOpen = false;
      });
    }
    await pause(BATCH_EVERY_MS);
  }
}

for (let number = first; Date.now() < endsAtMs; number++) {
  const client = new LoadClient('webcrt');
  await client.connect(port, number);
  const fromMs = performance.now();
  await flood(client);
  parentPort?.postMessage(performance.now() - fromMs);
}
