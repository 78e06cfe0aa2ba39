import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { sendingSoFar } from '../../helpers/page-probes';
import { bestTextMatch } from '../../helpers/picture-match';

const CLIP_A = HEAD_CLIP;
const CLIP_B = patternClip();
/**
 * From the answer to a recognisable picture on both screens, against the time from opening the app
 * to the mirror's picture on the same machine.
 */
const MOST_MIRROR_TIMES = 2;
const RECOGNISABLE_R = 0.9;

/** A style whose text alone tells how bright the picture is. */
const LOOK = { style: 'ascii-color' } as const;

describe('two people in two browsers', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let framesA: readonly LumaFrame[];
  let framesB: readonly LumaFrame[];
  let mirrorMs: number;

  beforeAll(async () => {
    server = await startAppServer();
    framesA = await clipFrames(CLIP_A, 6);
    framesB = await clipFrames(CLIP_B, 3);
    const startMs = Date.now();
    ann = await AppDriver.open({ ...LOOK, serverUrl: server.url, clip: CLIP_A });
    // The mirror's, under whatever name was made up.
    await ann.page
      .getByRole('img', { name: /^video of / })
      .first()
      .waitFor();
    mirrorMs = Date.now() - startMs;
    bob = await AppDriver.open({ ...LOOK, serverUrl: server.url, clip: CLIP_B });
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  /** The best correlation of what `viewer` sees with the frames of the other end's clip. */
  async function likeness(viewer: AppDriver, frames: readonly LumaFrame[]): Promise<number> {
    return bestTextMatch(await viewer.snapshotText(), frames, inkOfStyle(LOOK.style));
  }

  async function call(): Promise<number> {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    const answeredAtMs = Date.now();
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    return answeredAtMs;
  }

  it('sign in under their names and see each other come', async () => {
    await ann.type('login --user ann');
    await ann.waitForStatus(/signed in as ann/);
    await bob.type('login --user bob');
    await bob.waitForStatus(/signed in as bob/);
    await ann.waitForChat(/bob is here/);
    await ann.type('lookup');
    // By the tag of their key, as they have not met.
    await ann.waitForChat(/bob·[0-9A-F]{4}\s+available/);
  });

  it('send nothing while it rings: whoever is called describes no connection, who calls has no track', async () => {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.waitForChat(/Ringing at bob/);
    expect(await sendingSoFar(bob.page)).toEqual({ connections: 0, tracks: [] });
    expect((await sendingSoFar(ann.page)).tracks).toEqual([]);
    await bob.type('decline');
    await ann.waitForChat(/bob declined/);
    expect((await sendingSoFar(bob.page)).connections).toBe(0);
  });

  it('see each other as recognisable text soon after the answer', async () => {
    const answeredAtMs = await call();
    let likenessA = 0;
    let likenessB = 0;
    while (Date.now() - answeredAtMs < MOST_MIRROR_TIMES * mirrorMs) {
      likenessA = await likeness(bob, framesA);
      likenessB = await likeness(ann, framesB);
      if (likenessA >= RECOGNISABLE_R && likenessB >= RECOGNISABLE_R) break;
    }
    expect(likenessA).toBeGreaterThanOrEqual(RECOGNISABLE_R);
    expect(likenessB).toBeGreaterThanOrEqual(RECOGNISABLE_R);
    // And neither sees their own clip by mistake.
    expect(await likeness(ann, framesA)).toBeLessThan(0.7);
    await ann.waitForStatus(/in call with bob/);
    await bob.waitForStatus(/in call with ann/);
  });

  it('hear each other', async () => {
    for (const person of [ann, bob]) {
      const before = (await person.receivedMedia()).audioEnergy;
      await person.until(
        'sound',
        async () => (await person.receivedMedia()).audioEnergy > before + 1e-6,
      );
    }
  });

  it('read the figures of the call in the status bar', async () => {
    await ann.waitForStatus(/\d+ fps/);
    await ann.waitForStatus(/↓\d+ ↑\d+ kbit\/s/);
    await ann.waitForStatus(/rtt \d+ ms/);
  });

  it('chat in the call with a bare line, markup arriving as text', async () => {
    await ann.type('a <b>bold</b> & "quoted" line');
    await bob.waitForChat('a <b>bold</b> & "quoted" line');
    await ann.waitForChat('a <b>bold</b> & "quoted" line');
    expect(await bob.chat.locator('b').count()).toBe(0);
  });

  it('are asked before a line that reads like a command is sent as chat', async () => {
    await bob.type('hangup');
    await bob.waitForStatus(/in call with ann/);
    expect((await ann.chatLines()).some((line) => line.endsWith('hangup'))).toBe(false);
    await bob.command.press('Enter');
    await ann.waitForChat(/bob to you: hangup/);
  });

  it('switch styles live, by command and by key', async () => {
    await ann.type('/style just-ascii');
    await ann.waitForStatus(/just-ascii/);
    const inks = new Set(' .:!+*e$@8\n');
    await ann.until('a picture in the new style', async () =>
      Array.from(await ann.snapshotText()).every((glyph) => inks.has(glyph)),
    );
    await ann.press('Alt+s');
    await ann.waitForStatus(new RegExp(LOOK.style));
  });

  it('turn the camera off and on, and the other end is told', async () => {
    await bob.press('Alt+v');
    await bob.waitForStatus(/camera off/);
    await ann.expectNoPicture('bob');
    await bob.press('Alt+v');
    await ann.expectPicture('bob');
    await ann.until('the picture again', async () => (await likeness(ann, framesB)) > 0.9);
  });

  it('mute the microphone with a key', async () => {
    await ann.press('Alt+m');
    await ann.waitForStatus(/mic muted/);
    await ann.press('Alt+m');
    await ann.waitForStatus(/mic on/);
  });

  it('both are out when one hangs up, and both are told', async () => {
    const sent = await sendingSoFar(bob.page);
    expect(sent.tracks.filter((state) => state === 'live')).toHaveLength(2);
    await bob.type('/hangup');
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
    // Not one that was sent is left, although the mirror is on again.
    for (const { page } of [ann, bob]) {
      expect(new Set((await sendingSoFar(page)).tracks)).toEqual(new Set(['ended']));
    }
    await ann.waitForChat(/The call with bob is over/);
    await ann.expectNoPicture('bob');
    // The mirror is back, with the prompt.
    await ann.expectPicture('ann');
  });

  it('call again right after', async () => {
    await call();
    await ann.until('the picture', async () => (await likeness(ann, framesB)) >= RECOGNISABLE_R);
    await bob.until('the picture', async () => (await likeness(bob, framesA)) >= RECOGNISABLE_R);
    await ann.press('Alt+h');
    await bob.waitForStatus(/no call/);
  });
});
