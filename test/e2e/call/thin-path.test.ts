import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { ThinPath } from '../../helpers/thin-path';

/** A style whose text alone tells how bright the picture is. */
const LOOK = { style: 'ascii-color' } as const;

/** What has not come yet is blank. */
function inkOf(character: string): number {
  return character === ' ' ? 0 : inkOfStyle(LOOK.style)(character);
}

/** What was sent before the path became thin is in the way at first, and sent again and again. */
const THIN_PATIENCE_MS = 90_000;

describe('a call over a path that becomes too thin', () => {
  /** What was opened, to be closed also when the rest could not be. */
  const opened: Pick<AppServer, 'close'>[] = [];
  const path = new ThinPath();
  let ann: AppDriver;
  let bob: AppDriver;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    opened.push(path);
    frames = await clipFrames(HEAD_CLIP, 6);
    const server = await startAppServer();
    opened.push(server);
    const shared = {
      ...LOOK,
      serverUrl: server.url,
      prepare: path.lead.bind(path),
    };
    [ann, bob] = await AppDriver.openAll([
      { ...shared, user: 'ann', clip: patternClip() },
      { ...shared, user: 'bob', clip: HEAD_CLIP },
    ]);
    opened.push(ann, bob);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await seesBob();
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  /** Whether the text of ann's stage says something: as a screen reader has it. */
  async function says(pattern: RegExp): Promise<boolean> {
    return pattern.test(await ann.page.locator('.terminal-surface-text').innerText());
  }

  async function seesBob(): Promise<void> {
    await ann.expectPicture('bob');
    await ann.until(
      'the picture of bob',
      async () => {
        const text = await ann.snapshotText();
        return bestTextMatch(text, frames, inkOf) >= 0.85;
      },
      THIN_PATIENCE_MS,
    );
  }

  it('goes on as text at 64 kbit/s, and says so, with sound', async () => {
    path.setKbps(64);
    await ann.waitForStatus(/text picture: slow network/);
    await ann.waitForChat('The network is too slow for video: their picture comes as text.');
    const before = await ann.receivedMedia();
    await seesBob();
    // No video is sent beside it, or it would be in the way of the sound.
    const after = await ann.receivedMedia();
    expect(after.audioEnergy).toBeGreaterThan(before.audioEnergy);
    const text = await ann.snapshotText();
    expect(text.split('\n').filter(Boolean).length).toBeGreaterThan(12);
  });

  it('is video again when the path is, by itself', async () => {
    path.setKbps(null);
    await ann.until(
      'video',
      async () => !(await ann.statusText()).includes('text picture'),
      THIN_PATIENCE_MS,
    );
    const before = (await ann.receivedMedia()).framesDecoded;
    await ann.until('frames', async () => {
      return (await ann.receivedMedia()).framesDecoded > before + 30;
    });
    await seesBob();
  });

  it('says within two seconds that the picture stands still when nothing comes any more', async () => {
    path.setKbps(0);
    await ann.until('the stage to say so', () => says(/the picture stands still/));
    path.setKbps(null);
    await ann.waitForStatus(/in call with bob/);
    await seesBob();
    await ann.until('it to be taken back', async () => !(await says(/stands still/)));
  });
});
