import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import type { AppOptions } from '../../helpers/app-window';
import { ALL_EDGES, brightEdges, edgeClip } from '../../helpers/edge-clip';
import { inkOfStyle } from '../../helpers/picture-brightness';

interface WakeLocks {
  asked: number;
  held: number;
}

/** Counts the locks that keep the screen awake: a browser without a screen gives none. */
function countWakeLocks(): void {
  const locks: WakeLocks = { asked: 0, held: 0 };
  Object.assign(window, { wakeLocks: locks });
  const request = (): Promise<EventTarget> => {
    locks.asked += 1;
    locks.held += 1;
    const release = (): Promise<void> => {
      locks.held -= 1;
      return Promise.resolve();
    };
    return Promise.resolve(Object.assign(new EventTarget(), { released: false, release }));
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
}

/** In the place of a camera one that is on and gives no frame, as behind a privacy switch. */
function giveDarkCamera(): void {
  const { mediaDevices } = navigator;
  const real = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) =>
    constraints?.video
      ? Promise.resolve(new MediaStream([new MediaStreamTrackGenerator({ kind: 'video' })]))
      : real(constraints);
}

describe('a camera', () => {
  let server: AppServer;
  const open: AppDriver[] = [];

  async function start(options: Omit<AppOptions, 'serverUrl'>): Promise<AppDriver> {
    const driver = await AppDriver.open({ ...options, serverUrl: server.url });
    open.push(driver);
    return driver;
  }

  async function seesAllEdges(driver: AppDriver, name: string): Promise<void> {
    const ink = inkOfStyle('ascii-color');
    await driver.expectPicture(name);
    await driver.until(`all edges of the picture of ${name}`, async () => {
      const text = (await driver.savedBy(`/snapshot txt ${name}`)).toString('utf8');
      return JSON.stringify(brightEdges(text, ink)) === JSON.stringify(ALL_EDGES);
    });
  }

  beforeAll(async () => {
    server = await startAppServer();
  });
  afterEach(async () => {
    for (const driver of open.splice(0)) await driver.close();
  });
  afterAll(() => server?.close());

  it('of one wide size is seen whole at both ends, with the screen awake for as long', async () => {
    const ann = await start({
      clip: edgeClip(1280, 720),
      user: 'ann',
      style: 'ascii-color',
      prepare: async (context) => {
        await context.addInitScript(countWakeLocks);
      },
    });
    const locks = (): Promise<WakeLocks> =>
      ann.page.evaluate(() => (window as unknown as { wakeLocks: WakeLocks }).wakeLocks);
    await seesAllEdges(ann, 'ann');
    expect((await locks()).asked).toBe(0);
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
    await seesAllEdges(ann, 'echo');
    expect(await locks()).toEqual({ asked: 1, held: 1 });
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await ann.until('the screen to be let go', async () => (await locks()).held === 0);
    // A tall picture of as many pixels is asked of it, which it cannot give.
    await ann.type('config video_size 720x1280');
    await ann.waitForChat('video_size is 720x1280');
    await seesAllEdges(ann, 'ann');
  });

  it.each([
    ['of one tall size', 'tim', 720, 1280],
    ['of one very large size', 'lou', 3840, 2160],
  ])('%s is seen whole', async (_, user, widthPx, heightPx) => {
    const driver = await start({ clip: edgeClip(widthPx, heightPx), user, style: 'ascii-color' });
    await seesAllEdges(driver, user);
  });

  it('that gives no frames is said to, at both ends, with what to try', async () => {
    const dora = await start({
      user: 'dora',
      prepare: async (context) => {
        await context.addInitScript(giveDarkCamera);
      },
    });
    const bob = await start({ user: 'bob' });
    await dora.waitForChat(/Your camera gives no picture.*shutter.*devices/);
    await dora.waitForStatus(/camera gives no picture/);
    await bob.waitForStatus(/signed in as bob/);
    await dora.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await bob.waitForChat("dora's camera gives no picture.");
    // What dora's status bar has to say is long: pictures would be laid out anew by another row of
    // it.
    await dora.waitForStatus(/rtt/);
    const [long, short] = await Promise.all(
      [dora, bob].map(({ status }) => status.evaluate(({ clientHeight }) => clientHeight)),
    );
    expect(long).toBe(short);
  });
});
