import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeInset } from '../../../src/renderer/workers/relay-layout';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, type LumaFrame, smallClip } from '../../helpers/fake-camera';
import { breakConnections } from '../../helpers/page-probes';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { SHARED_TITLE, sharedPageLuma } from '../../helpers/shared-page';
import { patternStill, webmClip } from '../../helpers/webm-clip';

/** A style whose text alone tells how bright the picture is. */
const STYLE = 'ascii-color';
const VIEWPORT = { width: 900, height: 640 };
const NAMES = ['ann', 'bob', 'carol'] as const;
type Name = (typeof NAMES)[number];
const RECOGNISABLE_R = 0.9;
/** What one clip has in common with another at most. */
const OTHER_R = 0.7;
/** A corner has few cells. */
const CORNER_R = 0.85;
/** The stills of the clip that is sent, each so long. */
const [FIRST, SECOND] = [4, 5];
const PART_MS = 1_500;

/** The test card without what moves in it: bars, a ramp, and a dark strip for the clock. */
function testCard(): LumaFrame {
  const [widthPx, heightPx] = [320, 240];
  const bars = [255, 226, 179, 150, 105, 76, 29, 0];
  const luma = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    if (y < heightPx * 0.6) return bars[Math.floor((x * bars.length) / widthPx)];
    return y < heightPx * 0.75 ? (x * 255) / widthPx : 30;
  });
  return { widthPx, heightPx, luma };
}

/** A tab with large dark and bright fields, for telling it from others at a glance. */
async function openFields(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const colours = ['#000', '#fff', '#888', '#000', '#888', '#000', '#fff', '#fff', '#000'];
  const fields = colours.map((colour) => `<i style="background:${colour}"></i>`).join('');
  const grid = 'margin:0;height:100vh;display:grid;grid-template:repeat(3,1fr)/repeat(3,1fr)';
  await page.setContent(`<title>${SHARED_TITLE}</title><body style="${grid}">${fields}</body>`);
  return page;
}

/** What of a picture made of text lies where a relayed one has the sender's own. */
function insetOf(text: string, aspect: number): string {
  const lines = text.split('\n').filter((line) => line !== '');
  const cols = Math.max(...lines.map((line) => line.length));
  const { x, y, width, height } = placeInset(320, 240, aspect);
  const [left, right] = [Math.round((x * cols) / 320), Math.round(((x + width) * cols) / 320)];
  const [top, bottom] = [y, y + height].map((at) => Math.round((at * lines.length) / 240));
  return lines
    .slice(top, bottom)
    .map((line) => line.slice(left, right))
    .join('\n');
}

describe('what is sent in place of the camera, in a room of three', () => {
  const opened: Pick<AppServer, 'close'>[] = [];
  const people = new Map<Name, AppDriver>();
  const cameras = new Map<Name, readonly LumaFrame[]>();
  let folder: string;
  let notes: Page;
  let clip: string;

  const the = (name: Name): AppDriver => people.get(name)!;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-sources-'));
    clip = await webmClip([FIRST, SECOND], PART_MS);
    const server = await startAppServer();
    opened.push(server);
    const clips = NAMES.map((_, index) => smallClip(index + 1));
    const drivers = await AppDriver.openAll(
      NAMES.map((name, index) => ({
        serverUrl: server.url,
        user: name,
        clip: clips[index],
        viewport: VIEWPORT,
        ...(name === 'ann' && { sharesTab: SHARED_TITLE, prepare: openNotes }),
      })),
    );
    opened.push(...drivers);
    for (const [index, name] of NAMES.entries()) {
      const person = drivers[index];
      people.set(name, person);
      cameras.set(name, await clipFrames(clips[index], 5));
      await person.waitForStatus(new RegExp(`signed in as ${name}`));
      await person.type(`/style ${STYLE}`);
      await person.waitForChat(`The style is ${STYLE}`);
    }
    await the('ann').type('room create garden');
    await the('ann').waitForStatus(/in room garden/);
    for (const name of ['bob', 'carol'] as const) {
      await the(name).type('join garden');
      await the(name).waitForStatus(/in room garden/);
    }
    for (const viewer of NAMES) for (const whom of NAMES) await the(viewer).expectPicture(whom);
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function openNotes(context: BrowserContext): Promise<void> {
    notes = await openFields(context);
  }

  /** How much of `whom` at `viewer` looks like the best of these pictures. */
  async function likeness(
    viewer: Name,
    whom: Name,
    pictures: readonly LumaFrame[],
  ): Promise<number> {
    await the(viewer).expectPicture(whom);
    const text = (await the(viewer).savedBy(`/snapshot txt ${whom}`)).toString('utf8');
    return bestTextMatch(text, pictures, inkOfStyle(STYLE));
  }

  /** Waits until `viewer` sees that of `whom`: the first frames are coarse, and come late. */
  async function expectSeen(
    viewer: Name,
    whom: Name,
    pictures: readonly LumaFrame[],
  ): Promise<void> {
    await the(viewer).until(`the right picture of ${whom}`, async () => {
      return (await likeness(viewer, whom, pictures)) >= RECOGNISABLE_R;
    });
  }

  const camera = (name: Name): readonly LumaFrame[] => cameras.get(name) ?? [];
  const still = (variant: number): LumaFrame[] => [patternStill(variant)];

  async function chooseFile(path: string): Promise<void> {
    const ann = the('ann');
    const [chooser] = await Promise.all([
      ann.page.waitForEvent('filechooser'),
      ann.type('/source file'),
    ]);
    await chooser.setFiles([path]);
  }

  async function backToCamera(): Promise<void> {
    await the('ann').type('/source camera');
    await expectSeen('bob', 'ann', camera('ann'));
  }

  it('is a test card', async () => {
    await expectSeen('bob', 'ann', camera('ann'));
    await the('ann').type('/source pattern');
    await the('ann').waitForChat('A test card is sent in place of your camera.');
    for (const viewer of ['bob', 'carol'] as const) await expectSeen(viewer, 'ann', [testCard()]);
    expect(await likeness('bob', 'ann', camera('ann'))).toBeLessThan(OTHER_R);
  });

  it('is the camera again', async () => {
    await the('ann').type('/source camera');
    await the('ann').waitForChat('Your camera is sent.');
    await expectSeen('bob', 'ann', camera('ann'));
  });

  it('is a file, over and over', async () => {
    await chooseFile(clip);
    await the('ann').waitForChat(/\.webm is sent in place of your camera, over and over/);
    for (const variant of [FIRST, SECOND, FIRST, SECOND, FIRST]) {
      await expectSeen('bob', 'ann', still(variant));
    }
    await expectSeen('carol', 'ann', still(SECOND));
    await the('ann').type('/source');
    await the('ann').waitForChat(/\.webm is sent in place of your camera/);
  });

  it('is the file still after a break of all connections', async () => {
    await breakConnections(the('ann').page);
    await the('ann').until('the break to be seen', async () => {
      return (await the('bob').picture('ann').count()) === 0;
    });
    await the('bob').expectPicture('ann');
    for (const variant of [FIRST, SECOND]) await expectSeen('bob', 'ann', still(variant));
  });

  it('stays as it was for a file that is no video', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'no video at all');
    await chooseFile(path);
    await the('ann').waitForChat('That file does not play here. Take a clip that a browser plays');
    await expectSeen('bob', 'ann', still(FIRST));
    await backToCamera();
  });

  it('stays off, as the camera was, for a file that is no video', async () => {
    await the('ann').press('Alt+v');
    await the('bob').expectNoPicture('ann');
    const before = (await the('ann').chatLines()).length;
    await chooseFile(join(folder, 'notes.txt'));
    await the('ann').until('the refusal', async () =>
      (await the('ann').chatLines()).slice(before).join('\n').includes('That file does not play'),
    );
    await the('ann').type('/source');
    await the('ann').waitForChat('Nothing is sent. camera on sends your picture.');
    expect((await the('ann').chatLines()).slice(before).join('\n')).not.toContain(
      'is sent in place',
    );
    await the('ann').press('Alt+v');
    await expectSeen('bob', 'ann', camera('ann'));
  });

  it('is a screen, and the camera again when that is gone', async () => {
    const page = [await sharedPageLuma(notes)];
    await the('ann').type('/source screen');
    await the('ann').waitForChat('Your screen is sent in place of your camera.');
    await expectSeen('bob', 'ann', page);
    await notes.close();
    await the('ann').until('the camera', async () => {
      return (await the('ann').chatLines()).at(-1) === 'Your camera is sent.';
    });
    // Between the two there is nothing to be seen.
    await the('bob').until('proportions of a camera', async () => {
      const box = await the('bob')
        .picture('ann')
        .boundingBox({ timeout: 1_000 })
        .catch(() => null);
      return box !== null && box.width / box.height < 1.4;
    });
    await expectSeen('bob', 'ann', camera('ann'));
  });

  describe('a picture that is passed on', () => {
    /** How much of the corner of ann's picture at bob's looks like the best of these. */
    async function cornerLikeness(pictures: readonly LumaFrame[]): Promise<number> {
      const text = (await the('bob').savedBy('/snapshot txt ann')).toString('utf8');
      return bestTextMatch(insetOf(text, 4 / 3), pictures, inkOfStyle(STYLE), 1);
    }

    it('is that of the other person, with one’s own in the corner', async () => {
      await the('ann').type('/relay carol');
      await the('ann').waitForChat('The picture of carol is passed on, with yours in its corner.');
      await expectSeen('bob', 'ann', camera('carol'));
      expect(await likeness('bob', 'ann', camera('ann'))).toBeLessThan(OTHER_R);
      await the('bob').until('my own picture in its corner', async () => {
        return (await cornerLikeness(camera('ann'))) >= CORNER_R;
      });
      expect(await cornerLikeness(camera('carol'))).toBeLessThan(OTHER_R);
      await expectSeen('bob', 'carol', camera('carol'));
    });

    it('comes again after a break with whose picture it is', async () => {
      await breakConnections(the('carol').page);
      await the('ann').until('the break to be seen', async () => {
        return (await the('ann').picture('carol').count()) === 0;
      });
      await the('ann').expectPicture('carol');
      await expectSeen('bob', 'ann', camera('carol'));
      expect(await the('ann').chatLines()).not.toContain(
        'There is no picture of carol to pass on any more. Your camera is sent.',
      );
    });

    it('is followed by the camera when that person switches theirs off', async () => {
      await the('carol').press('Alt+v');
      await the('ann').waitForChat('There is no picture of carol to pass on any more.');
      await expectSeen('bob', 'ann', camera('ann'));
      await the('ann').type('/relay carol');
      await the('ann').waitForChat('There is no picture of carol to pass on.');
    });
  });
});
