import { setTimeout as pause } from 'node:timers/promises';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { callBob } from './call-bob.mjs';
import { framesOf, secondsUntil, secondsUntilSeen, seeEachOther } from './frames.mjs';

const MS_PER_S = 1_000;
const SHORT_CUT_MS = 5_000;
const LONG_CUT_MS = 34_000;
/** What comes back may come apart again; and a call that begins is not judged by the app. */
const SETTLE_MS = 8_000;
/** Small: two browsers share the machine. */
const VIEWPORT = { width: 760, height: 600 };

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('./restartable-server.mjs').RestartableServer} RestartableServer */
/** @typedef {import('./frames.mjs').Report} Report */

/**
 * A network path between pages.
 *
 * @typedef {object} ThinPath
 * @property {(kbps: number | null) => void} setKbps
 * @property {(context: import('playwright-core').BrowserContext) => Promise<void>} lead
 * @property {() => Promise<void>} close
 */

/** @typedef {{ ThinPath: new () => ThinPath }} ThinPathModule */
/** @typedef {{ crashPage: (page: Page) => Promise<void> }} CrashPageModule */

/**
 * @typedef {object} PictureGapsModule
 * @property {(page: Page) => Promise<void>} watchPictures
 * @property {(page: Page) => Promise<number>} worstGapMs
 */

/**
 * Two people in two browsers, in a call and then in a room, and what becomes of their pictures.
 *
 * @param {RestartableServer} server
 * @param {Report} report
 */
export async function measureCall(server, report) {
  const [{ AppDriver }, { ThinPath }, { patternClip }, { crashPage }, gaps] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    /** @type {Promise<ThinPathModule>} */ (importTypeScript('test/helpers/thin-path.ts')),
    importTypeScript('test/helpers/fake-camera.ts'),
    /** @type {Promise<CrashPageModule>} */ (importTypeScript('test/helpers/crash-page.ts')),
    /** @type {Promise<PictureGapsModule>} */ (importTypeScript('test/helpers/picture-gaps.ts')),
  ]);
  const path = new ThinPath();
  /** @type {AppDriver[]} */
  const people = [];
  /** @param {string} user */
  const open = async (user) => {
    const prepare = path.lead.bind(path);
    const options = {
      serverUrl: server.url,
      user,
      clip: patternClip(),
      viewport: VIEWPORT,
      prepare,
    };
    const person = await AppDriver.open(options);
    people.push(person);
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  };
  try {
    const ann = await open('ann');
    const bob = await open('bob');
    await measureCuts(path, [ann, bob], report);
    report('F5', await longestGap(gaps, [ann, bob], server, 'SIGKILL'));
    report('F6', await longestGap(gaps, [ann, bob], server, 'SIGTERM'));
    await crashInCall([ann, bob], crashPage, report);
    const openedMs = performance.now();
    const again = await bob.openAgain(`${server.url}#user=bob`);
    people.push(again);
    await seeEachOther([ann, again]);
    report('F4', (performance.now() - openedMs) / MS_PER_S);
    await meetInRoom([ann, again]);
    report('F7', await longestGap(gaps, [ann, again], server, 'SIGKILL'));
    report('F8', await longestGap(gaps, [ann, again], server, 'SIGTERM'));
  } finally {
    for (const person of people) await person.close();
    await path.close();
  }
}

/**
 * The network is away for a moment, and for long.
 *
 * @param {ThinPath} path
 * @param {readonly [AppDriver, AppDriver]} people
 * @param {Report} report
 */
async function measureCuts(path, people, report) {
  await callBob(...people);
  await pause(SETTLE_MS);
  report('F1', await cut(path, people, SHORT_CUT_MS));
  await pause(SETTLE_MS);
  report('F2', await cut(path, people, LONG_CUT_MS));
  await seeEachOther(people);
  await pause(SETTLE_MS);
}

/**
 * The page of one of them crashes.
 *
 * @param {readonly [AppDriver, AppDriver]} people
 * @param {(page: Page) => Promise<void>} crashPage
 * @param {Report} report
 */
async function crashInCall([ann, bob], crashPage, report) {
  // A call that the server has forgotten ends with its connection: another one, that it knows.
  await ann.type('/hangup');
  for (const each of [ann, bob]) await each.waitForStatus(/no call/);
  await callBob(ann, bob);
  await crashPage(bob.page);
  report('F3', await secondsUntil(async () => /is gone/.test(await ann.statusText())));
}

/**
 * From the call into a room.
 *
 * @param {readonly [AppDriver, AppDriver]} people
 */
async function meetInRoom(people) {
  const [ann, bob] = people;
  await bob.type('/hangup');
  await ann.waitForStatus(/no call/);
  await ann.type('room create den');
  await ann.waitForStatus(/in room den/);
  await bob.type('join den');
  await seeEachOther(people);
  await pause(SETTLE_MS);
}

/**
 * Seconds from the return of the network until video moves at both ends.
 *
 * @param {ThinPath} path
 * @param {readonly AppDriver[]} people
 * @param {number} cutMs
 */
async function cut(path, people, cutMs) {
  path.setKbps(0);
  await pause(cutMs);
  path.setKbps(null);
  return secondsUntilSeen(people);
}

/**
 * The longest gap while the server is away and until everybody is signed in again.
 *
 * @param {PictureGapsModule} gaps
 * @param {readonly AppDriver[]} people
 * @param {RestartableServer} server
 * @param {'SIGKILL' | 'SIGTERM'} signal
 */
async function longestGap({ watchPictures, worstGapMs }, people, server, signal) {
  const connections = () => Promise.all(people.map(({ page }) => openNumbers(page)));
  const before = await connections();
  for (const { page } of people) await watchPictures(page);
  await server.restart(signal);
  for (const person of people) await person.waitForStatus(/signed in as/);
  await pause(SETTLE_MS);
  const worst = await Promise.all(people.map(({ page }) => worstGapMs(page)));
  // One that takes the place of another begins without a gap, and is none that has lasted.
  const hasLasted = (await connections()).join() === before.join();
  return hasLasted ? Math.max(...worst) / MS_PER_S : null;
}

/** @param {Page} page */
async function openNumbers(page) {
  return (await framesOf(page)).map(({ number }) => number);
}
