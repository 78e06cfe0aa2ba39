import type { BrowserContext, Page } from 'playwright-core';
import { AppDriver } from '../helpers/app-driver';
import { type AppServer, startAppServer } from '../helpers/app-server';
import { ThinPath } from '../helpers/thin-path';
import { atLeast, atMost, type BenchRow, type BenchSection, median } from './bench-bar';

const MOST_MS = 100;
const MOST_LOSSY_MS = 1_000;
/** Each packet by itself, each way. */
const LOST_SHARE = 0.1;
/** Each way. */
const DELAY_MS = 50;
/** Ten keys a second: faster than most people type. */
const KEY_EVERY_MS = 100;
const LINES = 6;
const KEYS_PER_LINE = 40;
/** Until both ends have noticed that nothing comes through. */
const CUT_MS = 12_000;
const VIEWPORT = { width: 760, height: 600 };

/** What stood at the far end from a moment on, in milliseconds since 1970, once it was painted. */
interface SeenText {
  readonly atMs: number;
  readonly text: string;
}

declare global {
  interface Window {
    rttBench?: { readonly keys: number[]; readonly seen: SeenText[] };
  }
}

/**
 * What is typed in a call, at the other end as it is typed: two browsers of this machine, over a
 * path that can be made bad.
 */
export async function runRttBench(): Promise<BenchSection> {
  const server = await startAppServer();
  const path = new ThinPath();
  const people: AppDriver[] = [];
  try {
    for (const user of ['ann', 'bob']) people.push(await open(server, path, user));
    const [ann, bob] = people;
    await call(ann, bob);
    const near = await typeLines(ann, bob);
    const isErased = await isRightAfterBackspaces(ann, bob);
    path.setLoss(LOST_SHARE);
    path.setDelayMs(DELAY_MS);
    const lossy = await typeLines(ann, bob);
    path.setLoss(0);
    path.setDelayMs(0);
    const isBack = await isRightAfterReconnect(ann, bob, path);
    return sectionOf(near, lossy, { isErased, isBack });
  } finally {
    for (const person of people) await person.close();
    await path.close();
    await server.close();
  }
}

function open(server: AppServer, path: ThinPath, user: string): Promise<AppDriver> {
  return AppDriver.open({
    serverUrl: server.url,
    user,
    camera: 'none',
    viewport: VIEWPORT,
    prepare: async (context) => {
      await path.lead(context);
      await watch(context);
    },
  });
}

async function call(ann: AppDriver, bob: AppDriver): Promise<void> {
  await ann.waitForStatus(/signed in as ann/);
  await bob.waitForStatus(/signed in as bob/);
  await ann.type('call bob');
  await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await bob.type('answer');
  await ann.waitForStatus(/in call with bob/);
  for (const person of [ann, bob]) {
    await person.type('/rtt on');
    await person.waitForChat(/rtt/);
  }
}

/** Notes keys, and what stands under the chat when the frame that has it is painted. */
async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const keys: number[] = [];
    const seen: { atMs: number; text: string }[] = [];
    Object.assign(window, { rttBench: { keys, seen } });
    const nowMs = (): number => performance.timeOrigin + performance.now();
    window.addEventListener('keydown', () => keys.push(nowMs()), true);
    const look = (): void => {
      const lines = document.querySelectorAll('.typing p:not(.unseen)');
      const text = Array.from(lines, ({ textContent }) => textContent).join('\n');
      if (text !== seen.at(-1)?.text) seen.push({ atMs: nowMs(), text });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** What was noted since the last time. */
function read(page: Page): Promise<{ keys: number[]; seen: SeenText[] }> {
  return page.evaluate(() => {
    const { keys = [], seen = [] } = window.rttBench ?? {};
    return { keys: keys.splice(0), seen: seen.splice(0) };
  });
}

/** From each key of a few lines to its letter at the other end, in ms; what never came: no end. */
async function typeLines(ann: AppDriver, bob: AppDriver): Promise<number[]> {
  const delays: number[] = [];
  for (let line = 0; line < LINES; line++) {
    await ann.command.focus();
    await read(ann.page);
    await read(bob.page);
    let text = `${line}:`;
    for (let key = text.length; key < KEYS_PER_LINE; key++) text += 'abcdefghij'[key % 10];
    for (const character of text) {
      await ann.page.keyboard.press(character);
      await ann.page.waitForTimeout(KEY_EVERY_MS);
    }
    await bob.until('the whole line', async () => (await typedAt(bob)).includes(text));
    const [{ keys }, { seen }] = [await read(ann.page), await read(bob.page)];
    for (const [at, keyMs] of keys.entries()) {
      const prefix = text.slice(0, at + 1);
      const there = seen.find((each) => each.text.includes(prefix));
      delays.push(there === undefined ? Infinity : there.atMs - keyMs);
    }
    await ann.page.keyboard.press('Enter');
    await bob.waitForChat(new RegExp(text));
  }
  return delays;
}

async function isRightAfterBackspaces(ann: AppDriver, bob: AppDriver): Promise<boolean> {
  await ann.command.focus();
  await ann.page.keyboard.type('one twoo three');
  for (let back = 0; back < 7; back++) await ann.page.keyboard.press('Backspace');
  await ann.page.keyboard.type(' three');
  const isRight = await stands(bob, 'one two three');
  await ann.page.keyboard.press('Enter');
  return isRight;
}

/** What was typed while nothing came through is there as well. */
async function isRightAfterReconnect(
  ann: AppDriver,
  bob: AppDriver,
  path: ThinPath,
): Promise<boolean> {
  await ann.command.focus();
  await ann.page.keyboard.type('five, six');
  path.setKbps(0);
  await ann.page.waitForTimeout(CUT_MS);
  await ann.page.keyboard.type(' and seven');
  path.setKbps(null);
  await ann.waitForStatus(/in call with bob/);
  await ann.page.keyboard.press('Backspace');
  return stands(bob, 'five, six and seve');
}

async function stands(bob: AppDriver, text: string): Promise<boolean> {
  try {
    await bob.until(`“${text}”`, async () => (await typedAt(bob)).trimEnd().endsWith(text));
    return true;
  } catch {
    return false;
  }
}

async function typedAt({ page }: AppDriver): Promise<string> {
  return (await page.locator('.typing p:not(.unseen)').allInnerTexts()).join('\n');
}

function sectionOf(
  near: readonly number[],
  lossy: readonly number[],
  { isErased, isBack }: { readonly isErased: boolean; readonly isBack: boolean },
): BenchSection {
  const rows: BenchRow[] = [
    rowOf('key to far screen, in a call', near),
    rowOf(`... where ${100 * LOST_SHARE} % are lost, and all are ${DELAY_MS} ms late`, lossy),
  ];
  const measured = (delays: readonly number[]) => ({
    value: late(delays),
    note: `median ${median(delays).toFixed(0)} ms`,
  });
  return {
    rows,
    bars: [
      atMost(MOST_MS, { id: 'R1', what: 'text as it is typed, p95', unit: 'ms' }, [measured(near)]),
      atMost(
        MOST_LOSSY_MS,
        { id: 'R2', what: `... with ${100 * LOST_SHARE} % lost, p95`, unit: 'ms' },
        [measured(lossy)],
      ),
      atLeast(2, { id: 'R3', what: 'right after backspaces, after a cut', unit: 'of 2' }, [
        {
          value: Number(isErased) + Number(isBack),
          note: `backspaces ${isErased ? 'right' : 'wrong'}, cut ${isBack ? 'right' : 'wrong'}`,
        },
      ]),
    ],
  };
}

function rowOf(what: string, delays: readonly number[]): BenchRow {
  const note = `p95 ${late(delays).toFixed(0)} ms, ${delays.length} keys`;
  return { what, grid: '', value: median(delays), unit: 'ms', note };
}

function late(delays: readonly number[]): number {
  return delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.95)];
}
