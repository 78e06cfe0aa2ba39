import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { patternClip } from '../../helpers/fake-camera';
import { seePicture, type SeenPicture } from '../../helpers/seen-picture';
import { stillClip } from '../../helpers/still-clip';
import { ZoomableWindow } from '../../helpers/zoomable-window';

const NAME = 'bob';
/** A blank on either side of the name. */
const PLATE_COLS = NAME.length + 2;
/** Among tiles, the number that makes it large, and a blank. */
const NUMBERED_PLATE_COLS = PLATE_COLS + 2;
/** One to one is the easiest, and looked at without a call (picture/alignment). */
const SCALES = [1.25, 2];
/**
 * Levels of 255, on average: no more than rounding, and clearly another picture one pixel beside.
 */
const MAX_DIFFERENCE = 0.2;
const MIN_DIFFERENCE_BESIDE = 1;

/** Twice as large to a page at a scale of 1. */
const LARGE_PX = [1_700, 1_200] as const;
const SMALL_PX = [1_511, 977] as const;

describe('a picture and the text around it, in a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let window: ZoomableWindow;

  beforeAll(async () => {
    server = await startAppServer();
    window = await ZoomableWindow.open({ serverUrl: server.url, user: 'ann', clip: patternClip() });
    ann = new AppDriver(window);
    bob = await AppDriver.open({ serverUrl: server.url, user: NAME, clip: stillClip() });
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type(`call ${NAME}`);
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture(NAME);
    // Who speaks is brightened, which nobody painted.
    await bob.type('/mute');
    await bob.waitForStatus(/mic muted/);
  });

  afterAll(async () => {
    await window?.close();
    await bob?.close();
    await server?.close();
  });

  /** The picture is where the page says, and the text beside it on its cells. */
  async function expectAligned(
    what: string,
    density: number,
    plateCols = PLATE_COLS,
  ): Promise<void> {
    let seen: SeenPicture | null = null;
    // Received pictures sharpen for a while.
    await ann.until(`the picture in its place: ${what}`, async () => {
      const painted = await ann.snapshot('png');
      seen = await seePicture(ann.picture(NAME), painted, await window.screenshot());
      return seen.inPlace < MAX_DIFFERENCE && seen.beside > MIN_DIFFERENCE_BESIDE;
    });
    const { left, widthPx, plate } = seen!;
    const lines = (await ann.snapshotText()).split('\n');
    const pictureCols = Math.max(...lines.map((line) => Array.from(line).length));
    const cellWidthPx = widthPx / pictureCols;
    const textCellWidthPx = (plate.end - plate.start) / plateCols;
    expect(Number.isInteger(cellWidthPx), what).toBe(true);
    expect(Number.isInteger(textCellWidthPx), what).toBe(true);
    expect(cellWidthPx, what).toBe(Math.round(textCellWidthPx / density));
    // Its own cells fill those of the text as far as they go, and stand in the middle of them.
    const restPx = left - plate.start;
    expect(restPx, what).toBeGreaterThanOrEqual(0);
    expect(restPx, what).toBeLessThan(density === 1 ? 1 : textCellWidthPx);
  }

  it.each(SCALES)('stay on the same cells at %s device pixels to one of CSS', async (scale) => {
    await ann.type('/selfview hidden');
    await ann.setStyle('half');
    await ann.type('/density 1');
    await window.setSize(...LARGE_PX);
    await window.setZoom(scale);
    await expectAligned('the screen', 1);
    await ann.setStyle('filled-ascii');
    await expectAligned('the style', 1);
    await ann.type('/density 1.7');
    await expectAligned('the density', 1.7);
    await window.setSize(...SMALL_PX);
    await expectAligned('the size of the window', 1.7);
    await ann.type('/selfview tile');
    await expectAligned('the grid', 1.7, NUMBERED_PLATE_COLS);
  });
});
