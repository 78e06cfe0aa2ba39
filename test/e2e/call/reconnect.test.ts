import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { breakConnections, openConnections } from '../../helpers/page-probes';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';

/** A style whose text alone tells how bright the picture is. */
const LOOK = { style: 'ascii-color' } as const;

describe('a call over a bad network', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    server = await startAppServer();
    frames = await clipFrames(HEAD_CLIP, 6);
    [ann, bob] = await AppDriver.openAll([
      { ...LOOK, serverUrl: server.url, user: 'ann', clip: patternClip() },
      { ...LOOK, serverUrl: server.url, user: 'bob', clip: HEAD_CLIP },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await seesBob();
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  async function seesBob(): Promise<void> {
    await ann.expectPicture('bob');
    await ann.until('the picture of bob', async () => {
      const text = await ann.snapshotText();
      return bestTextMatch(text, frames, inkOfStyle(LOOK.style)) >= 0.9;
    });
  }

  it('says that the picture was interrupted, and comes back by itself', async () => {
    await breakConnections(bob.page);
    await ann.waitForStatus(/reconnecting to bob/);
    await ann.waitForStatus(/in call with bob/);
    await seesBob();
    await bob.waitForStatus(/in call with ann/);
    // The broken connection is gone, and only the new one is there.
    await ann.until('one connection', async () => (await openConnections(ann.page)) === 1);
  });

  it('goes on while the connection to the server is away, and says so', async () => {
    await ann.page.context().setOffline(true);
    server.dropConnections();
    await ann.waitForStatus(/no server/);
    await ann.waitForChat(/connection to the server is lost/);
    expect(await ann.statusText()).toMatch(/in call with bob/);
    const before = (await ann.receivedMedia()).framesDecoded;
    await ann.until(
      'frames to go on',
      async () => (await ann.receivedMedia()).framesDecoded > before + 10,
    );
    await ann.type('said meanwhile');
    await ann.waitForChat(/to bob, waiting: said meanwhile/);
    await ann.page.context().setOffline(false);
    await ann.waitForStatus(/signed in as ann/);
    await ann.waitForChat(/connection to the server is back/);
    await bob.waitForChat(/said meanwhile/);
    await ann.waitForChat(/to bob: said meanwhile/);
    await ann.type('still here');
    await bob.waitForChat('still here');
    const told = (lines: readonly string[]): string[] =>
      lines.flatMap((line) => /said meanwhile|still here/.exec(line) ?? []);
    expect(told(await bob.chatLines())).toEqual(['said meanwhile', 'still here']);
    expect(told(await ann.chatLines())).toEqual(['said meanwhile', 'still here']);
  });

  it('goes on after sleep without the camera and the microphone, until it is told to', async () => {
    // As a machine that slept finds it: the clock has gone on, and no timer has.
    await bob.page.evaluate(() => {
      const realNow = Date.now.bind(Date);
      Date.now = () => realNow() + 60_000;
    });
    await bob.waitForChat(/was asleep.*\/camera on and \/mute off/);
    await bob.waitForStatus(/mic muted/);
    await ann.waitForChat('bob turned the camera off.');
    await bob.type('/camera on');
    await bob.type('/mute off');
    await seesBob();
    expect(await bob.statusText()).toMatch(/in call with ann/);
  });

  it('keeps the name over a reload of the page', async () => {
    await bob.page.reload();
    await bob.waitForStatus(/signed in as bob/);
    await ann.waitForStatus(/no call/);
  });
});
