import { writeFileSync } from 'node:fs';
import { decodePng } from './decode-png.mjs';
import { encodeApng } from './encode-apng.mjs';
import { importTypeScript } from './import-typescript.mjs';
import { fromRoot } from './paths.mjs';
import { say } from './say.mjs';

// The moving picture of the README: ten seconds of a call, as the one who is called sees it.

const SIZE = { width: 800, height: 500 };
/** Fluent enough for text, and a third of the bytes of the usual rate. */
const FRAME_MS = 125;
const KEY_MS = 45;
/** The last picture stays, before it begins again. */
const LAST_MS = 1_200;

/** @typedef {import('./import-typescript.mjs').AppDriver} AppDriver */

/**
 * @param {{ readonly url: string }} server
 * @param {(person: AppDriver) => Promise<void>} settle waits until pictures move as they should
 * @param {string} path where to, from the root
 */
export async function filmCall(server, settle, path) {
  const [{ AppDriver }, { HEAD_CLIP, patternClip }] = await Promise.all([
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  /** @type {AppDriver[]} */
  const people = [];
  /**
   * @param {string} user
   * @param {string} clip
   */
  const open = async (user, clip) => {
    const options = { serverUrl: server.url, user, clip, viewport: SIZE };
    const person = await AppDriver.open(options);
    people.push(person);
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  };
  try {
    const ann = await open('ann', patternClip());
    const eileen = await open('eileen', HEAD_CLIP);
    await rehearse(ann, eileen, settle);
    const film = await shoot(ann);
    await play(ann, eileen);
    const frames = await film.end();
    const bytes = encodeApng(frames, SIZE.width, SIZE.height);
    writeFileSync(fromRoot(path), bytes);
    say(`  ${path}: ${frames.length} pictures, ${Math.round(bytes.length / 1024)} KiB`);
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}

/**
 * A call before: then nothing is compiled or measured any more while the film is shot.
 *
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 * @param {(person: AppDriver) => Promise<void>} settle
 */
async function rehearse(ann, eileen, settle) {
  await ann.type('/selfview hidden');
  await eileen.type('/call ann');
  await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await ann.type('/answer');
  await ann.expectPicture('eileen');
  await settle(ann);
  await ann.type('/hangup');
  await eileen.waitForStatus(/no call/);
  await ann.waitForStatus(/no call/);
}

/**
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 */
async function play(ann, eileen) {
  /** @param {number} ms */
  const wait = (ms) => ann.page.waitForTimeout(ms);
  await eileen.type('/call ann');
  await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await wait(900);
  await write(ann, '/answer');
  await ann.expectPicture('eileen');
  await wait(1_300);
  await eileen.type('Can you see me? I am made of letters.');
  await ann.waitForChat('made of letters');
  await wait(700);
  await write(ann, 'Every hair!');
  await wait(500);
  for (const style of ['ascii-color', 'braille', 'duotone']) {
    await write(ann, `/style ${style}`);
    await wait(1_000);
  }
}

/**
 * As fingers do.
 *
 * @param {AppDriver} person
 * @param {string} line
 */
async function write(person, line) {
  await person.page.getByRole('textbox', { name: 'command', exact: true }).click();
  await person.page.keyboard.type(line, { delay: KEY_MS });
  await person.page.keyboard.press('Enter');
}

/**
 * Takes what Chromium shows, as it shows it.
 *
 * @param {AppDriver} person
 */
async function shoot({ page }) {
  const session = await page.context().newCDPSession(page);
  /** @type {{ rgb: Uint8Array, atMs: number }[]} */
  const taken = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    void session.send('Page.screencastFrameAck', { sessionId });
    const atMs = (metadata.timestamp ?? 0) * 1_000;
    const last = taken.at(-1);
    if (last !== undefined && atMs - last.atMs < FRAME_MS) return;
    const { width, height, rgb } = decodePng(Buffer.from(data, 'base64'));
    if (width === SIZE.width && height === SIZE.height) taken.push({ rgb, atMs });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return {
    end: async () => {
      await session.send('Page.stopScreencast');
      await session.detach();
      return taken.map(({ rgb, atMs }, index) => ({
        rgb,
        durationMs: (taken.at(index + 1)?.atMs ?? atMs + LAST_MS) - atMs,
      }));
    },
  };
}
