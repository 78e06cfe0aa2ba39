import { setTimeout as pause } from 'node:timers/promises';

const MS_PER_S = 1_000;
const LOOK_EVERY_MS = 50;
/** Nothing takes longer than that, or it is called broken. */
const LIMIT_MS = 90_000;
/** So many frames are a picture that moves. */
const MOVING_FRAMES = 5;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {{ probedConnections?: RTCPeerConnection[] }} ProbedWindow */

/**
 * The frames of video that were decoded of a connection.
 *
 * @typedef {{ number: number, frames: number }} DecodedFrames
 */

/**
 * What is told of a bar: its id, and what was measured; `null`: not in time.
 *
 * @typedef {(id: string, value: number | null) => void} Report
 */

/** @param {readonly AppDriver[]} people */
export async function seeEachOther(people) {
  for (const person of people) {
    const before = await framesOf(person.page);
    const time = await secondsUntil(async () => hasMoved(before, await framesOf(person.page)));
    if (time === null) throw new Error('no picture');
  }
}

/**
 * Seconds from now until video moves at every end.
 *
 * @param {readonly AppDriver[]} people
 */
export async function secondsUntilSeen(people) {
  const before = await Promise.all(people.map(({ page }) => framesOf(page)));
  return secondsUntil(async () => {
    const now = await Promise.all(people.map(({ page }) => framesOf(page)));
    return now.every((frames, at) => hasMoved(before[at], frames));
  });
}

/**
 * @param {() => Promise<boolean>} holds
 * @returns {Promise<number | null>}
 */
export async function secondsUntil(holds) {
  const startMs = performance.now();
  while (!(await holds())) {
    if (performance.now() - startMs > LIMIT_MS) return null;
    await pause(LOOK_EVERY_MS);
  }
  return (performance.now() - startMs) / MS_PER_S;
}

/**
 * Frames of video that were decoded, by connection that is not closed.
 *
 * @param {Page} page
 * @returns {Promise<DecodedFrames[]>}
 */
export async function framesOf(page) {
  return page.evaluate(async () => {
    const { probedConnections } = /** @type {ProbedWindow} */ (globalThis);
    const all = [...(probedConnections ?? []).entries()];
    const open = all.filter(([, { connectionState }]) => connectionState !== 'closed');
    return Promise.all(
      open.map(async ([number, connection]) => {
        let frames = 0;
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0;
        }
        return { number, frames };
      }),
    );
  });
}

/**
 * @param {readonly DecodedFrames[]} before
 * @param {readonly DecodedFrames[]} now
 */
function hasMoved(before, now) {
  return now.some(({ number, frames }) => {
    const seen = before.find((each) => each.number === number)?.frames ?? 0;
    return frames >= seen + MOVING_FRAMES;
  });
}
