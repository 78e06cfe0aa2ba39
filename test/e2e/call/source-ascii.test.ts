import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_ADJUSTMENTS } from '../../../src/shared/ascii/adjustments';
import { cellsToText } from '../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../src/shared/ascii/engine';
import type { GlyphAtlas } from '../../../src/shared/ascii/glyph-atlas';
import type { PictureLook } from '../../../src/shared/ascii/picture-look';
import { STYLES } from '../../../src/shared/ascii/styles';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { patternClip } from '../../helpers/fake-camera';
import { measureFontAtlas } from '../../helpers/font-atlas';
import { readGlyphs, shareOfSame } from '../../helpers/glyph-match';
import { markAt, markedClip, markedFrame } from '../../helpers/marked-clip';
import { receivedColour, receivedFrame } from '../../helpers/received-frame';
import {
  pageTimeMs,
  sendersNow,
  type SentTrack,
  sentTracks,
  watchSentTracks,
} from '../../helpers/sent-tracks';

const STYLE = 'just-ascii';
const GLYPHS = STYLES[STYLE].glyphs;
/** Cells of the picture that is sent: 640x480 in letters of 8x16 pixels. */
const SENT = { cols: 80, rows: 30 };
/** The camera's own frames show the mark by this much; other pictures by chance, far less. */
const CAMERA_MARK = 0.2;
const CHANCE_MARK = 0.02;

type Look = Partial<Omit<PictureLook, 'style'>>;

/** What the sender must have drawn. */
function expectedText(look: Look): string[] {
  const { widthPx: width, heightPx: height, y, u, v } = markedFrame();
  const strides = { yStride: width, uStride: width / 2, vStride: width / 2 };
  const colour = { matrix: 'bt601', isFullRange: false } as const;
  const frame = { format: 'i420', width, height, y, u, v, ...strides, colour } as const;
  return cellsToText(createAsciiEngine({ ...SENT, style: STYLE, look }).draw(frame)).split('\n');
}

describe('somebody who is sent as text', () => {
  const opened: Pick<AppServer, 'close'>[] = [];
  let ann: AppDriver;
  let bob: AppDriver;
  let atlas: GlyphAtlas;

  beforeAll(async () => {
    atlas = await measureFontAtlas();
    const server = await startAppServer();
    opened.push(server);
    ann = await AppDriver.open({
      serverUrl: server.url,
      user: 'ann',
      clip: markedClip(),
      prepare: (context) => watchSentTracks(context, markAt),
    });
    opened.push(ann);
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: patternClip() });
    opened.push(bob);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.setStyle(STYLE);
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  async function call(): Promise<void> {
    await ann.type('/call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('/answer');
    await bob.expectPicture('ann');
  }

  async function newest(): Promise<SentTrack | undefined> {
    return (await sentTracks(ann.page)).at(-1);
  }

  /** Waits until a good number of frames of the newest track have been looked at. */
  async function looked(frames = 10): Promise<SentTrack> {
    await ann.until('frames that are sent', async () => ((await newest())?.frames ?? 0) >= frames);
    return (await newest())!;
  }

  /** The share of letters that can be read at the other end as I should be drawn. */
  async function legibleShare(look: Look = {}): Promise<number> {
    const read = readGlyphs(await receivedFrame(bob.page), atlas, look.ramp ?? GLYPHS);
    return shareOfSame(read, expectedText(look));
  }

  it('sends the camera as it is before that: the mark is found', async () => {
    await call();
    const { isCamera, largestMark } = await looked(5);
    expect(isCamera).toBe(true);
    expect(largestMark).toBeGreaterThan(CAMERA_MARK);
  });

  it('is sent in letters that the other end can read, without another negotiation', async () => {
    const chosenAtMs = await pageTimeMs(ann.page);
    await ann.type('/source ascii');
    await ann.waitForChat(/You are sent as text/);
    await bob.until('letters', async () => (await legibleShare()) > 0.95);
    const after = (await sentTracks(ann.page)).filter(({ atMs }) => atMs >= chosenAtMs);
    expect(after.length).toBeGreaterThan(0);
    expect(after.map(({ isCamera }) => isCamera)).not.toContain(true);
    const { largestMark } = await looked();
    expect(largestMark).toBeLessThan(CHANCE_MARK);
    expect(await sendersNow(ann.page)).toEqual([after.at(-1)!.id]);
  });

  it('keeps the camera to itself when it is switched off and on, and when the style changes', async () => {
    const chosenAtMs = await pageTimeMs(ann.page);
    await ann.press('Alt+v');
    await bob.expectNoPicture('ann');
    expect(await sendersNow(ann.page)).toEqual([]);
    await ann.press('Alt+v');
    await bob.expectPicture('ann');
    await ann.setStyle('shape');
    await ann.setStyle(STYLE);
    await bob.until('letters', async () => (await legibleShare()) > 0.95);
    const after = (await sentTracks(ann.page)).filter(({ atMs }) => atMs >= chosenAtMs);
    expect(after.map(({ isCamera }) => isCamera)).toEqual([false]);
    expect((await looked()).largestMark).toBeLessThan(CHANCE_MARK);
  });

  it('is drawn by the own ramp, adjustments and palette, as soon as they change', async () => {
    const chosenAtMs = await pageTimeMs(ann.page);
    const ramp = ' .oO@';
    await ann.type(`/ramp "${ramp}"`);
    await bob.until('letters of that ramp', async () => (await legibleShare({ ramp })) > 0.95);
    const adjustments = { ...NO_ADJUSTMENTS, gamma: 2 };
    await ann.type('/adjust gamma 2');
    await bob.until('a brighter picture', async () => {
      return (await legibleShare({ ramp, adjustments })) > 0.95;
    });
    expect(await legibleShare({ ramp })).toBeLessThan(0.9);
    await ann.setStyle('ascii-color');
    // The clip is grey.
    await bob.until('a grey picture', async () => {
      const { red, blue } = await receivedColour(bob.page);
      return red > 30 && Math.abs(red - blue) < 10;
    });
    await ann.type('/palette amber');
    await bob.until('an amber picture', async () => {
      const { red, green, blue } = await receivedColour(bob.page);
      return red > 1.2 * green && green > 1.5 * blue;
    });
    for (const line of ['/palette truecolour', '/adjust default', '/ramp default']) {
      await ann.type(line);
    }
    await ann.setStyle(STYLE);
    await bob.until('letters as before', async () => (await legibleShare()) > 0.95);
    const after = (await sentTracks(ann.page)).filter(({ atMs }) => atMs >= chosenAtMs);
    expect(after).toEqual([]);
    const { isCamera, largestMark } = await looked();
    expect(isCamera).toBe(false);
    expect(largestMark).toBeLessThan(CHANCE_MARK);
  });

  it('is sent as text from the first frame of the next call', async () => {
    await ann.press('Alt+h');
    await bob.waitForStatus(/no call/);
    const calledAtMs = await pageTimeMs(ann.page);
    await call();
    await bob.until('letters', async () => (await legibleShare()) > 0.95);
    const after = (await sentTracks(ann.page)).filter(({ atMs }) => atMs >= calledAtMs);
    expect(after.map(({ isCamera }) => isCamera)).not.toContain(true);
    expect((await looked()).largestMark).toBeLessThan(CHANCE_MARK);
  });

  it('sends the camera again when that is chosen', async () => {
    await ann.type('/source camera');
    await ann.waitForChat(/Your camera is sent/);
    const { isCamera, largestMark } = await looked(5);
    expect(isCamera).toBe(true);
    expect(largestMark).toBeGreaterThan(CAMERA_MARK);
  });
});
