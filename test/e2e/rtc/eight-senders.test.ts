import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutTiles } from '../../../src/shared/stage/tile-layout';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { type Lab, startLab } from './lab-browser';

/** The stage of a window of 1280x800, in cells of the terminal, and how much finer pictures are. */
const STAGE = { col: 0, row: 0, cols: 118, rows: 46 };
const DENSITY = 1.5;
const SENDERS = 8;
const MOST_TIMES_ONE = 2;
/** Until an encoder has found the bits that a picture needs. */
const SETTLE_MS = 10_000;
const MEASURE_MS = 8_000;
const MOST_WINDOWS = 8;

/** The cells of the first of `count` tiles. */
function viewOf(count: number): { cols: number; rows: number; wantsPixels: boolean } {
  const tiles = Array.from({ length: count }, (_, index) => ({ key: `${index}`, aspect: 4 / 3 }));
  const [first] = layoutTiles(tiles, STAGE, { cellAspect: 8 / 15, zoomed: null });
  const { cols, rows } = first.picture;
  return {
    cols: Math.round(cols * DENSITY),
    rows: Math.round(rows * DENSITY),
    wantsPixels: false,
  };
}

describe('eight senders on one stage', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab(HEAD_CLIP);
  });
  afterAll(() => lab.close());

  it('cost whoever receives them at most twice what one on the whole stage does', async () => {
    const { page } = await lab.open();
    // The eight and me: three by three.
    const views = { tile: viewOf(SENDERS + 1), whole: viewOf(1) };
    const kbps = await page.evaluate(
      async ({ views, count, settleMs, measureMs, windows, mostTimesOne }) => {
        const { lab } = window;
        const camera = await lab.camera({ widthPx: 640, heightPx: 480, framerate: 30 });
        const connect = async (view: typeof views.tile) => {
          const track = camera.clone();
          const [sender, receiver] = await lab.pair({ audio: null, video: track }, lab.NOTHING);
          const samples = lab.keepSending(sender, track, { view, bandwidth: 'auto' });
          // Rates are since the sample before: the first sets the start.
          const receivedKbps = async () => (await receiver.link.stats()).receivedKbps;
          return { receivedKbps, sentFps: () => samples.at(-1)?.sentFps ?? 0 };
        };
        const whole = await connect(views.whole);
        const tiles = await Promise.all(Array.from({ length: count }, () => connect(views.tile)));
        const wait = (ms: number): Promise<void> =>
          new Promise((resolve) => {
            setTimeout(resolve, ms);
          });
        const measure = async (): Promise<{ one: number; eight: number }> => {
          const all = [whole, ...tiles].map(({ receivedKbps }) => receivedKbps());
          const [one = 0, ...eight] = await Promise.all(all);
          return { one, eight: eight.reduce((sum, each) => sum + each, 0) };
        };
        await wait(settleMs);
        await measure();
        let kbps = { one: 0, eight: 0 };
        // A machine that is too busy to encode all frames says nothing about what they cost, and
        // takes from the large picture alone: the small ones are at the least that the encoder of
        // Chromium goes down to.
        for (let index = 0; index < windows; index++) {
          await wait(measureMs);
          kbps = await measure();
          const isWhole = whole.sentFps() >= 25 && tiles.every(({ sentFps }) => sentFps() >= 10);
          if (isWhole && kbps.eight / kbps.one <= mostTimesOne) break;
        }
        return kbps;
      },
      {
        views,
        count: SENDERS,
        settleMs: SETTLE_MS,
        measureMs: MEASURE_MS,
        windows: MOST_WINDOWS,
        mostTimesOne: MOST_TIMES_ONE,
      },
    );
    expect(kbps.one).toBeGreaterThan(0);
    expect(kbps.eight / kbps.one).toBeLessThanOrEqual(MOST_TIMES_ONE);
  });
});
