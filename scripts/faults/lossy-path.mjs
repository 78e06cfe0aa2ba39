import { setTimeout as pause } from 'node:timers/promises';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { callBob } from './call-bob.mjs';
import { framesOf } from './frames.mjs';

const MS_PER_S = 1_000;
const LOST_SHARE = 0.1;
/** Each way. */
const DELAY_MS = 100;
/** Until the path has been judged, and sending has become what it is to be. */
const SETTLE_MS = 10_000;
const LINES = 20;
const LINE_EVERY_MS = 1_000;
const VIEWPORT = { width: 760, height: 600 };

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('./frames.mjs').Report} Report */
/** @typedef {import('./restartable-server.mjs').RestartableServer} RestartableServer */

/**
 * A network path between pages.
 *
 * @typedef {object} ThinPath
 * @property {(share: number) => void} setLoss
 * @property {(delayMs: number) => void} setDelayMs
 * @property {(context: import('playwright-core').BrowserContext) => Promise<void>} lead
 * @property {() => Promise<void>} close
 */

/** @typedef {{ ThinPath: new () => ThinPath }} ThinPathModule */

/**
 * @typedef {object} SlowRelay
 * @property {number} port
 * @property {(delayMs: number) => void} setDelayMs
 * @property {() => Promise<void>} close
 */

/** @typedef {{ startSlowRelay: (targetPort: number) => Promise<SlowRelay> }} SlowRelayModule */

/**
 * Two people in a call of whose packets some are lost and all are late, and the way to their server
 * is as long.
 *
 * @param {RestartableServer} server
 * @param {Report} report
 */
export async function measureLossyPath(server, report) {
  const [{ AppDriver }, { ThinPath }, { startSlowRelay }, { HEAD_CLIP }] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    /** @type {Promise<ThinPathModule>} */ (importTypeScript('test/helpers/thin-path.ts')),
    /** @type {Promise<SlowRelayModule>} */ (importTypeScript('test/helpers/slow-relay.ts')),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  const path = new ThinPath();
  const relay = await startSlowRelay(Number(new URL(server.url).port));
  /** @type {AppDriver[]} */
  const people = [];
  try {
    for (const user of ['ann', 'bob']) {
      const person = await AppDriver.open({
        serverUrl: `http://127.0.0.1:${relay.port}/`,
        user,
        clip: HEAD_CLIP,
        viewport: VIEWPORT,
        prepare: path.lead.bind(path),
      });
      people.push(person);
      await person.waitForStatus(new RegExp(`signed in as ${user}`));
    }
    const [ann, bob] = people;
    await callBob(ann, bob);
    path.setLoss(LOST_SHARE);
    path.setDelayMs(DELAY_MS);
    relay.setDelayMs(DELAY_MS);
    await pause(SETTLE_MS);
    const [framesPerSecond, arrived] = await talk(ann, bob);
    report('F15', framesPerSecond);
    report('F16', arrived);
  } finally {
    for (const person of people) await person.close();
    await relay.close();
    await path.close();
  }
}

/**
 * Frames a second at the end that gets fewer, while both write to each other; and per cent of the
 * lines that arrived, once each and in their order.
 *
 * @param {AppDriver} ann
 * @param {AppDriver} bob
 * @returns {Promise<[number, number]>}
 */
async function talk(ann, bob) {
  const both = /** @type {const} */ ([ann, bob]);
  const startMs = performance.now();
  const before = await Promise.all(both.map(decoded));
  for (let line = 1; line <= LINES; line++) {
    await ann.type(lineOf('ann', line));
    await bob.type(lineOf('bob', line));
    await pause(LINE_EVERY_MS);
  }
  const after = await Promise.all(both.map(decoded));
  const seconds = (performance.now() - startMs) / MS_PER_S;
  const frames = Math.min(...after.map((count, end) => count - before[end]));
  // What is late is not lost.
  await pause(SETTLE_MS);
  const arrived = (await arrivedOf(bob, 'ann')) + (await arrivedOf(ann, 'bob'));
  return [frames / seconds, (100 * arrived) / (2 * LINES)];
}

/** @param {AppDriver} person */
async function decoded({ page }) {
  return (await framesOf(page)).reduce((sum, { frames }) => sum + frames, 0);
}

/**
 * @param {string} from
 * @param {number} line
 */
function lineOf(from, line) {
  return `line ${line} of ${from}.`;
}

/**
 * How many lines of somebody there are up to the first that is missing, twice there or elsewhere.
 *
 * @param {AppDriver} person
 * @param {string} from
 */
async function arrivedOf(person, from) {
  const wanted = new RegExp(`line (\\d+) of ${from}\\.`);
  const text = await person.page.getByRole('log', { name: 'chat', exact: true }).innerText();
  const numbers = text.split('\n').flatMap((line) => wanted.exec(line)?.[1] ?? []);
  const wrong = numbers.findIndex((number, at) => Number(number) !== at + 1);
  return wrong < 0 ? numbers.length : wrong;
}
