import type { Page } from 'playwright-core';
import { AppDriver } from '../helpers/app-driver';
import { startAppServer, type AppServer } from '../helpers/app-server';
import { launchPerson } from '../helpers/browser';
import { HEAD_CLIP } from '../helpers/fake-camera';
import { atMost, type BenchRow, type BenchSection, median } from './bench-bar';
import { msToPaint, openingTimes, type OpeningTimes, watchPaint } from './setup/first-painted';
import { bundleBarePage, openBarePage } from './setup/open-bare-page';

const ROUNDS = 20;
const OPENINGS = 5;
const MOST_TIMES_BARE = 1.5;
/** By then whatever the call before left to be done is done, and a worker is there for the next. */
const CALM_MS = 5_000;
/** Small: two windows share the machine, and two pages. */
const VIEWPORT = { width: 760, height: 600 };
const NO_GRID = '';

/**
 * How long people wait: from accepting a call to the first painted frame, beside two bare
 * RTCPeerConnections with a `<video>` through the same server, by turns; from opening the app to
 * seeing oneself.
 */
export async function runSetupBench(): Promise<BenchSection> {
  const server = await startAppServer();
  try {
    const calls = await measureCalls(server);
    const openings = await measureOpenings(server);
    const ratio = median(calls.own) / median(calls.bare);
    const note = `medians of ${ROUNDS}: ${ms(median(calls.own))} and ${ms(median(calls.bare))}`;
    return {
      rows: [
        row('accepting to the first painted frame', median(calls.own), spread(calls.own)),
        row('the same, two bare RTCPeerConnections', median(calls.bare), spread(calls.bare)),
        ...openingRows(openings),
      ],
      bars: [
        atMost(
          MOST_TIMES_BARE,
          { id: 'W1', what: 'accepting to the first painted frame, beside bare ones', unit: 'x' },
          [{ value: ratio, note }],
        ),
      ],
    };
  } finally {
    await server.close();
  }
}

async function measureCalls({ url }: AppServer): Promise<{ own: number[]; bare: number[] }> {
  const script = await bundleBarePage();
  const [ann, bob] = await openPeople(url, ['ann', 'bob']);
  const person = { clip: HEAD_CLIP, viewport: VIEWPORT };
  const others = [await launchPerson(person), await launchPerson(person)] as const;
  try {
    const caller = await openBarePage(others[0].context, script, url, 'bare-caller');
    const callee = await openBarePage(others[1].context, script, url, 'bare-callee');
    const own: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await bob.page.waitForTimeout(CALM_MS);
      own.push(await callOnce(ann, bob));
      await callee.waitForTimeout(CALM_MS);
      bare.push(await callBare(caller, callee));
    }
    return { own, bare };
  } finally {
    await Promise.all([ann, bob, ...others].map((each) => each.close()));
  }
}

async function callOnce(ann: AppDriver, bob: AppDriver): Promise<number> {
  await ann.type('call bob');
  await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await bob.type('answer');
  const elapsedMs = await msToPaint(bob.page, 'video of ann');
  await ann.expectPicture('bob');
  await bob.type('/hangup');
  for (const each of [ann, bob]) await each.waitForStatus(/no call/);
  return elapsedMs;
}

async function callBare(caller: Page, callee: Page): Promise<number> {
  await caller.evaluate(() => window.bare.call('bare-callee'));
  await callee.waitForFunction(() => window.bare.isRung());
  const elapsedMs = await callee.evaluate(() => window.bare.answer());
  await callee.evaluate(() => window.bare.hangUp());
  for (const page of [caller, callee]) {
    await page.evaluate(() => {
      window.bare.forget();
    });
  }
  return elapsedMs;
}

async function measureOpenings({ url }: AppServer): Promise<OpeningTimes[]> {
  const times = [];
  for (let index = 0; index < OPENINGS; index++) {
    const name = `newcomer${index + 1}`;
    const [person] = await openPeople(url, [name]);
    times.push(await openingTimes(person.page, `video of ${name}`));
    await person.close();
  }
  return times;
}

/** One after another, so that none waits for the browser of the next; each is signed in. */
async function openPeople(serverUrl: string, names: readonly string[]): Promise<AppDriver[]> {
  const people: AppDriver[] = [];
  for (const user of names) {
    const prepare = watchPaint;
    const options = { serverUrl, user, clip: HEAD_CLIP, viewport: VIEWPORT, prepare };
    const person = await AppDriver.open(options);
    people.push(person);
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
  }
  return people;
}

function openingRows(times: readonly OpeningTimes[]): BenchRow[] {
  const middle = (pick: (each: OpeningTimes) => number): number => median(times.map(pick));
  return [
    row(
      'opening the app to the mirror’s first frame',
      middle(({ paintedMs }) => paintedMs),
    ),
    row(
      '... page and scripts loaded',
      middle(({ loadedMs }) => loadedMs),
    ),
    row(
      '... then until the camera is asked for',
      middle(({ cameraAskedMs, loadedMs }) => cameraAskedMs - loadedMs),
    ),
    row(
      '... then until it is there',
      middle(({ cameraCameMs, cameraAskedMs }) => cameraCameMs - cameraAskedMs),
    ),
    row(
      '... then until a frame is painted',
      middle(({ paintedMs, cameraCameMs }) => paintedMs - cameraCameMs),
    ),
  ];
}

function row(what: string, value: number, note?: string): BenchRow {
  return { what, grid: NO_GRID, value, unit: 'ms', ...(note === undefined ? {} : { note }) };
}

function spread(values: readonly number[]): string {
  return `${ms(Math.min(...values))} to ${ms(Math.max(...values))}`;
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
}
