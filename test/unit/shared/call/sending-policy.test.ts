import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bandwidth,
  BANDWIDTH_MODES,
  isSamePlan,
  largestView,
  MAX_BANDWIDTH_KBPS,
  MIN_BANDWIDTH_KBPS,
  MIN_TILE_KBPS,
  planSending,
  type SendingSource,
  type View,
} from '../../../../src/shared/call/sending-policy';

const CAMERA: SendingSource = {
  widthPx: 640,
  heightPx: 480,
  framerate: 30,
  codec: 'VP8',
  demand: 1,
};
const UNKNOWN: SendingSource = { widthPx: 0, heightPx: 0, framerate: 0, codec: null, demand: 1 };

function grid(cols: number, rows: number): View {
  return { cols, rows, wantsPixels: false };
}

const PIXELS: View = { cols: 160, rows: 48, wantsPixels: true };

describe('what is sent to somebody who shows it as text', () => {
  it('has two samples by four for each cell', () => {
    expect(planSending(grid(160, 48), CAMERA, 'auto')).toEqual({
      scaleResolutionDownBy: 2,
      maxBitrateKbps: 300,
      maxFramerate: 30,
      isLarge: false,
      isActive: true,
    });
  });

  it.each([
    ['VP8', 'auto', 300],
    ['AV1', 'auto', 150],
    ['VP8', 'low', 80],
    ['AV1', 'low', 40],
    ['VP8', 'high', 600],
    ['H264', 'auto', 375],
    [null, 'auto', 300],
    ['SOMETHING', 'auto', 300],
  ] as const)('costs, by %s and %s, %i kbit/s at 160x48', (codec, bandwidth, kbps) => {
    const plan = planSending(grid(160, 48), { ...CAMERA, codec }, bandwidth);
    expect(plan.maxBitrateKbps).toBe(kbps);
  });

  it('costs what the picture demands of that, and low and high are as they are', () => {
    const kbps = (bandwidth: Bandwidth): number | null =>
      planSending(grid(160, 48), { ...CAMERA, demand: 0.5 }, bandwidth).maxBitrateKbps;
    expect([kbps('auto'), kbps('low'), kbps('high'), kbps(200)]).toEqual([150, 80, 600, 200]);
  });

  it('keeps the proportions and even sides of usual cameras, whatever the grid', () => {
    const cameras = fc.constantFrom(
      { ...CAMERA, widthPx: 640, heightPx: 480 },
      { ...CAMERA, widthPx: 1280, heightPx: 720 },
      { ...CAMERA, widthPx: 1920, heightPx: 1080 },
    );
    fc.assert(
      fc.property(cameras, fc.nat(400), fc.nat(200), (camera, cols, rows) => {
        const { scaleResolutionDownBy } = planSending(grid(cols, rows), camera, 'auto');
        fc.pre(scaleResolutionDownBy > 1);
        for (const side of [camera.widthPx, camera.heightPx]) {
          const halfPx = side / scaleResolutionDownBy / 2;
          expect(Math.abs(halfPx - Math.round(halfPx))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('is as large as the source when there are more cells than it has samples for', () => {
    const { scaleResolutionDownBy } = planSending(grid(1_000, 1_000), CAMERA, 'auto');
    expect(scaleResolutionDownBy).toBe(1);
  });

  it.each([
    [grid(160, 48), false],
    [grid(240, 72), false],
    [grid(400, 120), true],
    [PIXELS, true],
  ])('is large enough for a quick codec, when the view is %j: %j', (view, isLarge) => {
    expect(planSending(view, CAMERA, 'auto').isLarge).toBe(isLarge);
  });

  it('is not scaled while the size of the source is not known', () => {
    expect(planSending(grid(160, 48), UNKNOWN, 'auto')).toEqual({
      scaleResolutionDownBy: 1,
      maxBitrateKbps: 300,
      maxFramerate: 30,
      isLarge: false,
      isActive: true,
    });
  });

  it('stops while it is hidden, and only then', () => {
    expect(planSending(grid(0, 0), CAMERA, 'auto').isActive).toBe(false);
    expect(planSending(grid(160, 0), CAMERA, 'high').isActive).toBe(false);
    expect(planSending(grid(1, 1), CAMERA, 'low').isActive).toBe(true);
    expect(planSending({ ...grid(0, 0), wantsPixels: true }, CAMERA, 'auto').isActive).toBe(true);
  });
});

describe('what is sent to somebody who wants pixels, or has not said', () => {
  it.each([
    ['wants pixels', PIXELS],
    ['has not said', null],
  ])('is all there is, when the other end %s', (_who, view) => {
    const all = { scaleResolutionDownBy: 1, maxBitrateKbps: null, maxFramerate: 30, isLarge: true };
    expect(planSending(view, CAMERA, 'auto')).toEqual({ ...all, isActive: true });
    expect(planSending(view, CAMERA, 'high')).toEqual({ ...all, isActive: true });
  });

  it('keeps to what the sender set, all the same', () => {
    expect(planSending(PIXELS, CAMERA, 250).maxBitrateKbps).toBe(250);
    expect(planSending(null, CAMERA, 'low').maxBitrateKbps).toBeLessThan(200);
    expect(planSending(null, UNKNOWN, 'low').maxBitrateKbps).toBeLessThan(200);
  });
});

const view = fc.record({
  cols: fc.nat(1_000),
  rows: fc.nat(1_000),
  wantsPixels: fc.boolean(),
});
const source = fc.record({
  widthPx: fc.nat(7_680),
  heightPx: fc.nat(7_680),
  framerate: fc.nat(60),
  codec: fc.constantFrom('AV1', 'VP9', 'VP8', 'H264', 'H265', null),
  demand: fc.double({ min: 0, max: 1, noNaN: true }),
});
const bandwidth = fc.oneof(
  fc.constantFrom<Bandwidth>(...BANDWIDTH_MODES),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
);

describe('whatever is asked for', () => {
  it('stays within what an encoder can be told', () => {
    fc.assert(
      fc.property(fc.option(view), source, bandwidth, (view, source, bandwidth) => {
        const plan = planSending(view, source, bandwidth);
        expect(plan.scaleResolutionDownBy).toBeGreaterThanOrEqual(1);
        expect(plan.scaleResolutionDownBy).toBeLessThan(Infinity);
        expect(plan.maxFramerate).toBeGreaterThanOrEqual(1);
        expect(plan.maxFramerate).toBeLessThanOrEqual(60);
        const kbps = plan.maxBitrateKbps ?? MIN_BANDWIDTH_KBPS;
        expect(Number.isInteger(kbps)).toBe(true);
        expect(kbps).toBeGreaterThanOrEqual(MIN_TILE_KBPS);
        expect(kbps).toBeLessThanOrEqual(MAX_BANDWIDTH_KBPS);
      }),
    );
  });

  it('leaves no cell without its samples that the source has them for', () => {
    fc.assert(
      fc.property(view, source, (view, source) => {
        fc.pre(source.widthPx > 0 && source.heightPx > 0 && !view.wantsPixels);
        const { scaleResolutionDownBy: scale } = planSending(view, source, 'auto');
        const widthPx = source.widthPx / scale;
        const heightPx = source.heightPx / scale;
        const isEnough = widthPx >= view.cols * 2 - 1e-6 && heightPx >= view.rows * 4 - 1e-6;
        expect(isEnough || scale === 1).toBe(true);
      }),
    );
  });

  it('never sends less to a larger view', () => {
    const more = fc.record({ cols: fc.nat(500), rows: fc.nat(500), wantsPixels: fc.boolean() });
    fc.assert(
      fc.property(view, more, source, bandwidth, (view, more, source, bandwidth) => {
        const small = planSending(view, source, bandwidth);
        const large = planSending(
          {
            cols: view.cols + more.cols,
            rows: view.rows + more.rows,
            wantsPixels: view.wantsPixels || more.wantsPixels,
          },
          source,
          bandwidth,
        );
        expect(large.scaleResolutionDownBy).toBeLessThanOrEqual(small.scaleResolutionDownBy);
        expect(large.maxBitrateKbps ?? Infinity).toBeGreaterThanOrEqual(
          small.maxBitrateKbps ?? Infinity,
        );
        expect(Number(large.isActive)).toBeGreaterThanOrEqual(Number(small.isActive));
      }),
    );
  });

  it('costs no more in auto than in high, and no less than in low where the picture demands it', () => {
    fc.assert(
      fc.property(fc.option(view), source, (view, source) => {
        const [low, auto, high] = (['low', 'auto', 'high'] as const).map(
          (bandwidth) =>
            planSending(view, { ...source, demand: 1 }, bandwidth).maxBitrateKbps ?? Infinity,
        );
        expect(low).toBeLessThanOrEqual(auto);
        expect(auto).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe('one of several on a stage', () => {
  const TILE = grid(53, 21);

  it('costs so little that eight are no dearer than two which have the stage for themselves', () => {
    const whole = planSending(grid(170, 68), CAMERA, 'auto').maxBitrateKbps ?? 0;
    const tile = planSending(TILE, CAMERA, 'auto').maxBitrateKbps ?? Infinity;
    expect(8 * tile).toBeLessThanOrEqual(2 * whole);
  });

  it('has fewer frames, unless somebody wants to be sure or says what it may cost', () => {
    expect(planSending(TILE, CAMERA, 'auto').maxFramerate).toBe(12);
    expect(planSending(TILE, CAMERA, 'low').maxFramerate).toBe(12);
    for (const bandwidth of ['high', 120] as const)
      expect(planSending(TILE, CAMERA, bandwidth).maxFramerate).toBe(30);
    expect(planSending({ ...TILE, wantsPixels: true }, CAMERA, 'auto').maxFramerate).toBe(30);
  });
});

describe('the largest of several views', () => {
  it('has enough for each of them', () => {
    expect(largestView([grid(160, 48), grid(80, 60), grid(0, 0)])).toEqual(grid(160, 60));
    expect(largestView([grid(80, 24), PIXELS])?.wantsPixels).toBe(true);
  });

  it('is hidden when all are, and nothing when there is none', () => {
    const hidden = planSending(largestView([grid(0, 0), grid(0, 5)]), CAMERA, 'auto');
    expect(hidden.isActive).toBe(false);
    expect(largestView([])).toBeNull();
  });
});

describe('two plans', () => {
  it('are the same when all of their parts are', () => {
    const plan = planSending(grid(160, 48), CAMERA, 'auto');
    expect(isSamePlan(plan, { ...plan })).toBe(true);
    for (const change of [
      { scaleResolutionDownBy: 3 },
      { maxBitrateKbps: null },
      { maxFramerate: 1 },
      { isLarge: true },
      { isActive: false },
    ]) {
      expect(isSamePlan(plan, { ...plan, ...change })).toBe(false);
    }
  });
});

describe('what is sent of letters', () => {
  const TEXT: SendingSource = { ...CAMERA, content: 'text' };

  it('is never made smaller, however small it is shown', () => {
    const plan = planSending(grid(20, 8), TEXT, 'auto');
    expect(plan).toMatchObject({
      scaleResolutionDownBy: 1,
      keepsSize: true,
      maxBitrateKbps: 1_000,
    });
  });

  it('has a price of its own, and keeps to a limit in numbers', () => {
    expect(planSending(grid(160, 48), TEXT, 'low').maxBitrateKbps).toBe(300);
    expect(planSending(grid(160, 48), TEXT, 64).maxBitrateKbps).toBe(64);
  });

  it('is nothing where it is hidden', () => {
    expect(planSending(grid(0, 0), TEXT, 'auto').isActive).toBe(false);
  });

  it('is scaled to the view like any picture when it is a screen, but loses frames before size', () => {
    const plan = planSending(grid(160, 48), { ...CAMERA, content: 'detail' }, 'auto');
    expect(plan).toMatchObject({ scaleResolutionDownBy: 2, keepsSize: true });
  });
});
