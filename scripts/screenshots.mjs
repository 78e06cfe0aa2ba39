// `npm run screenshots [-- film|terminals]`: takes the pictures of the README and of docs/. Those
// of the real window by using the real app: its server, its web client in two browsers, and a clip
// in place of a camera. The gallery of docs/styles.md: one frame in every style and palette, as the
// engine draws it. And a film, drawn in the same way, which is all that `film` takes; `terminals`
// takes those of terminals alone.
import { mkdirSync } from 'node:fs';
import { buildStale } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { drawFilm } from './pictures/draw-film.mjs';
import { drawGallery } from './pictures/draw-gallery.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { knownNames } from './lib/known-names.mjs';
import { fromRoot } from './lib/paths.mjs';
import { takeForeignCall } from './pictures/take-foreign-call.mjs';
import { takeRoom } from './pictures/take-room.mjs';
import { takeSharedScreen, takeSharePicker } from './pictures/take-sharing.mjs';
import { takeTerminals } from './pictures/take-terminals.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { SYSTEM_PACKAGES } from './lib/system-packages.mjs';

const PARTS = ['film', 'terminals'];
const FOLDER = 'docs/images';
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 700, height: 500 };
/** Several people on one machine take a while to get going; at their own they do not. */
const FLUENT = /\b[1-9]\d+ fps/;
const PATIENCE_MS = 180_000;
/**
 * A new size and the first figures are through by then. Nothing is decided by it: it is for looks.
 */
const SETTLE_MS = 2_000;

/** @typedef {import('./lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('./lib/import-typescript.mjs').AppDriverClass} AppDriverClass */
/** @typedef {import('./lib/import-typescript.mjs').AppServer} AppServer */

async function main() {
  const parts = knownNames(process.argv.slice(2), PARTS, 'part');
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  if (process.platform === 'linux')
    await ensureSystemPackages([...SYSTEM_PACKAGES.window, 'curl', 'tmux']);
  mkdirSync(fromRoot(FOLDER), { recursive: true });
  const isAll = parts.length === 0;
  if (isAll || parts.includes('film')) await drawFilm(`${FOLDER}/film.png`);
  if (isAll || parts.includes('terminals')) await buildStale();
  if (parts.includes('terminals')) await takeScenes([(server) => takeTerminals(server, take)]);
  if (isAll) await takeRest();
}

/** All but the film. */
async function takeRest() {
  const [{ AppDriver }, { HEAD_CLIP, patternClip }] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  await drawGallery(FOLDER);
  await takeScenes([
    (server) => takeCall(server, { AppDriver, clips: [patternClip(), HEAD_CLIP] }),
    (server) => takeRoom(server, { settle, take }),
    (server) => takeSharedScreen(server, { settle, take }),
    (server) => takeTerminals(server, take),
  ]);
  await takeForeignCall({ settle, take });
  await takeSharePicker(take);
}

/** @param {readonly ((server: AppServer) => Promise<void>)[]} scenes */
async function takeScenes(scenes) {
  const { startAppServer } = await importTypeScript('test/helpers/app-server.ts');
  // A server each: a name stays taken for a while after its page is gone.
  for (const takeAll of scenes) {
    // As `npm start` has it: the pages are for those who begin with that.
    const server = await startAppServer({ serverCommand: 'npm run server --' });
    try {
      await takeAll(server);
    } finally {
      await server.close();
    }
  }
}

/**
 * Ann looks at the pictures of Eileen, who calls her.
 *
 * @param {AppServer} server
 * @param {{ AppDriver: AppDriverClass, clips: readonly string[] }} means
 */
async function takeCall({ url }, { AppDriver, clips }) {
  /** @type {AppDriver[]} */
  const people = [];
  /**
   * @param {string} user
   * @param {string} clip
   */
  const open = async (user, clip) => {
    const person = await AppDriver.open({ serverUrl: url, user, clip, viewport: WIDE });
    people.push(person);
    return person;
  };
  try {
    const ann = await open('ann', clips[0]);
    const eileen = await open('eileen', clips[1]);
    await takePictures(ann, eileen);
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}

/**
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 */
async function takePictures(ann, eileen) {
  await ann.waitForStatus(/signed in as ann/);
  await eileen.waitForStatus(/signed in as eileen/);
  await showPicture(eileen, 'eileen');
  await take(eileen, 'mirror');
  await showHelp(ann);

  await eileen.type('/call ann');
  await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await take(ann, 'incoming');
  await ann.type('/answer');
  await Promise.all([showPicture(ann, 'eileen'), showPicture(eileen, 'ann')]);
  await talk(ann, eileen);
  await settle(ann);
  await take(ann, 'call');
  await ann.page.setViewportSize(NARROW);
  // So small a window shows no frame rate to wait for.
  await ann.page.waitForTimeout(2 * SETTLE_MS);
  await take(ann, 'narrow');
}

/** @param {AppDriver} person */
async function showHelp(person) {
  await person.press('F1');
  await person.page.getByRole('dialog', { name: 'help' }).waitFor();
  await take(person, 'help');
  await person.press('Escape');
}

/**
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 */
async function talk(ann, eileen) {
  await eileen.type('Can you see me? I am made of letters.');
  await ann.waitForChat('made of letters');
  await ann.type('Every hair. Nice rocket!');
  await eileen.waitForChat('Nice rocket!');
}

/**
 * @param {AppDriver} person
 * @param {string} name
 */
async function showPicture(person, name) {
  await person.expectPicture(name);
  await settle(person);
}

/**
 * Waits until pictures move as they should, also after what comes with a second's delay, as figures
 * do.
 *
 * @param {AppDriver} person
 */
async function settle(person) {
  const isFluent = async () => FLUENT.test(await person.statusText());
  await person.until('fluent pictures', isFluent, PATIENCE_MS);
  await person.page.waitForTimeout(SETTLE_MS);
  await person.until('fluent pictures', isFluent, PATIENCE_MS);
}

/**
 * @param {{ readonly page: import('playwright-core').Page }} person
 * @param {string} name
 */
async function take({ page }, name) {
  const path = `${FOLDER}/${name}.png`;
  await page.screenshot({ path: fromRoot(path) });
  say(`  ${path}`);
}

await runMain(main);
