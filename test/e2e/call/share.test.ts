import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { shareOfSame } from '../../helpers/glyph-match';
import { partLikeness } from '../../helpers/part-likeness';
import { receivedFrame } from '../../helpers/received-frame';
import {
  lumaOf,
  openSharedPage,
  readSharedText,
  SHARED_TITLE,
  sharedPageLuma,
  sharedText,
} from '../../helpers/shared-page';

/** The second picture that is received. */
const SCREEN = 1;

describe('a screen that is shared', () => {
  const opened: Pick<AppServer, 'close'>[] = [];
  let ann: AppDriver;
  let bob: AppDriver;
  let notes: Page;
  let original: LumaFrame;

  beforeAll(async () => {
    const server = await startAppServer();
    opened.push(server);
    ann = await AppDriver.open({
      serverUrl: server.url,
      user: 'ann',
      clip: HEAD_CLIP,
      sharesTab: SHARED_TITLE,
      prepare: async (context) => {
        notes = await openSharedPage(context);
      },
    });
    opened.push(ann);
    original = await sharedPageLuma(notes);
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: patternClip() });
    opened.push(bob);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  /** Share of the letters that can be read off what has arrived. */
  async function readable(): Promise<number> {
    const frame = await receivedFrame(bob.page, SCREEN);
    if (frame.widthPx !== original.widthPx || frame.heightPx !== original.heightPx) return 0;
    return shareOfSame(readSharedText(frame, original), sharedText());
  }

  it('is refused out of a call, with what to do', async () => {
    await ann.type('share');
    await ann.waitForChat(/shared in a call or a room. Call somebody first/);
  });

  it('is beside the camera on the other end, and its owner sees that it is shared', async () => {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await bob.expectPicture('ann');
    await ann.type('/share tab');
    await bob.page.getByRole('img', { name: 'screen of ann', exact: true }).waitFor();
    await bob.expectPicture('ann');
    await ann.waitForStatus(/sharing your screen/);
    await ann.waitForChat(/Your screen is shared/);
    await bob.waitForChat(/ann shares a screen/);
    // Frames are counted of the face: the page stands still.
    await bob.press('2');
    await bob.waitForStatus(/\b[1-9]\d+ fps/);
    await bob.press('Escape');
  });

  it('comes in fewer pixels as long as no more is seen of it', async () => {
    await bob.until('a smaller picture', async () => {
      return (await receivedFrame(bob.page, SCREEN)).widthPx < original.widthPx;
    });
  });

  it('is readable, 80 columns wide, in pixels', async () => {
    await bob.type('/pixels ann');
    const video = bob.page
      .getByRole('img', { name: 'screen of ann', exact: true })
      .locator('video');
    await video.waitFor();
    await bob.until('text that can be read', async () => (await readable()) > 0.98);
    await bob.press('Escape');
    await video.waitFor({ state: 'detached' });
    await bob.until('a smaller picture', async () => {
      return (await receivedFrame(bob.page, SCREEN)).widthPx < original.widthPx;
    });
  });

  it('is readable, 80 columns wide, when it is magnified', async () => {
    await bob.type('/magnify 8');
    await bob.until('text that can be read', async () => (await readable()) > 0.98);
  });

  it('is shown in part, and moved about in by keys', async () => {
    await bob.setStyle('just-ascii');
    // The screen is the largest picture then, the one that snapshots are of.
    await ann.press('Alt+v');
    await bob.expectNoPicture('ann');
    /** Whether the left fifth is blank, as it is where the page's margin is seen. */
    const isMarginSeen = async (): Promise<boolean> => {
      const lines = (await bob.snapshotText()).split('\n').filter((line) => line !== '');
      return lines.every((line) => line.slice(0, line.length / 5).trim() === '');
    };
    expect(await isMarginSeen()).toBe(false);
    for (let press = 0; press < 20; press++) await bob.press('Alt+ArrowLeft');
    await bob.until('the margin', isMarginSeen);
    for (let press = 0; press < 4; press++) await bob.press('Alt+ArrowRight');
    await bob.until('the text beside it', async () => !(await isMarginSeen()));
    for (let press = 0; press < 6; press++) await bob.press('Alt+PageDown');
    await ann.press('Alt+v');
    await bob.expectPicture('ann');
  });

  it('is shown in the same part as real video, and moved about in', async () => {
    const shown = bob.page.getByRole('img', { name: 'screen of ann', exact: true });
    const likeness = async (left: number): Promise<number> => {
      const seen = await lumaOf(bob.page, await shown.screenshot());
      return partLikeness(seen, original, { x: left, y: 0.375, width: 0.25, height: 0.25 });
    };
    await bob.type('/magnify 4');
    await bob.type('/pixels ann');
    await shown.locator('video').waitFor();
    await bob.until('the middle of the screen', async () => (await likeness(0.375)) > 0.8);
    expect(await likeness(0.5)).toBeLessThan(0.4);
    for (let press = 0; press < 2; press++) await bob.press('Alt+ArrowRight');
    await bob.until('what is to the right of it', async () => (await likeness(0.5)) > 0.8);
    expect(await likeness(0.375)).toBeLessThan(0.4);
    await bob.press('Escape');
    await bob.type('/magnify 1');
  });

  it('goes when it is ended, and the camera stays', async () => {
    await ann.type('/share off');
    await ann.waitForChat(/shared no longer/);
    await bob.page.getByRole('img', { name: 'screen of ann' }).waitFor({ state: 'hidden' });
    await bob.expectPicture('ann');
    await bob.waitForChat(/ann shares no screen any more/);
    expect(await ann.statusText()).not.toMatch(/sharing/);
  });

  it('is known to be over when it ends elsewhere', async () => {
    await ann.type('/share');
    await bob.page.getByRole('img', { name: 'screen of ann', exact: true }).waitFor();
    await notes.close();
    await ann.waitForChat(/ended outside this window/);
    await bob.page.getByRole('img', { name: 'screen of ann' }).waitFor({ state: 'hidden' });
  });
});
