import { beforeEach, describe, expect, it } from 'vitest';
import { NO_STATS } from '../../../../src/renderer/rtc/link-stats';
import { SendingControl } from '../../../../src/renderer/rtc/sending-control';
import type { SendingPlan } from '../../../../src/shared/call/sending-policy';
import { fakeTrack } from '../../../helpers/fake-peer-link';

const TEXT = { cols: 160, rows: 48, wantsPixels: false };

let plans: SendingPlan[];
let control: SendingControl;
let track: MediaStreamTrack | null;

beforeEach(() => {
  plans = [];
  // 640x480.
  track = fakeTrack('video');
  control = new SendingControl({ setSendingPlan: (plan) => plans.push(plan) }, () => track);
});

function camera(width: number, height: number): MediaStreamTrack {
  const getSettings = (): MediaTrackSettings => ({ width, height, frameRate: 30 });
  return Object.assign(fakeTrack('video'), { getSettings });
}

function send(next: MediaStreamTrack | null): void {
  track = next;
  control.handleTrack();
}

/** A second with frames encoded at this mean quantiser. */
function second(sentCodec: string, sentQuantiser: number, sentWidthPx = 320): void {
  const sentHeightPx = (sentWidthPx * 3) / 4;
  control.handleStats({ ...NO_STATS, sentCodec, sentQuantiser, sentWidthPx, sentHeightPx });
}

describe('what a link sends', () => {
  it('follows what the other end shows of it', () => {
    control.setView(TEXT);
    second('VP8', 46);
    control.setView({ ...TEXT, cols: 320, rows: 120 });
    control.setView({ ...TEXT, cols: 0, rows: 0 });
    control.setView({ ...TEXT, wantsPixels: true });
    expect(plans.map((plan) => plan.scaleResolutionDownBy)).toEqual([2, 2, 1, 20, 1]);
    expect(plans.map((plan) => plan.isActive)).toEqual([true, true, true, false, true]);
    expect(plans.at(-1)?.maxBitrateKbps).toBeNull();
  });

  it('begins as soon as can be, and costs as little as can be from the next second on', () => {
    control.setView(TEXT);
    for (let count = 0; count < 2; count += 1) second('VP8', 46);
    expect(plans.map((plan) => plan.isFirst === true)).toEqual([true, false]);
  });

  it('is not begun anew in its first second, unless nobody wants to see it', () => {
    control.setBandwidth('auto');
    control.setView({ ...TEXT, cols: 80, rows: 24 });
    expect(plans.map((plan) => plan.scaleResolutionDownBy)).toEqual([2]);
    second('VP8', 46);
    expect(plans.map((plan) => plan.scaleResolutionDownBy)).toEqual([2, 4]);

    control = new SendingControl({ setSendingPlan: (plan) => plans.push(plan) }, () => track);
    control.setBandwidth('auto');
    control.setView({ ...TEXT, cols: 0, rows: 0 });
    expect(plans.at(-1)?.isActive).toBe(false);
    control.setView({ ...TEXT, cols: 80, rows: 24 });
    expect(plans.at(-1)).toMatchObject({ isActive: true, scaleResolutionDownBy: 4 });
  });

  it('is as for a usual view until the other end has had time to say what it shows, then all', () => {
    control.setBandwidth('auto');
    for (let count = 0; count < 4; count += 1) second('VP8', 46);
    expect(plans.map((plan) => plan.scaleResolutionDownBy)).toEqual([2, 2, 1]);
    expect(plans.map((plan) => plan.isLarge)).toEqual([false, false, true]);
  });

  it('is all of it at once, within the bandwidth, for an end that has no words for what it shows', () => {
    const setSendingPlan = (plan: SendingPlan): number => plans.push(plan);
    control = new SendingControl({ setSendingPlan }, () => track, 'video', true);
    control.setBandwidth(300);
    expect(plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 1, maxBitrateKbps: 300 });
  });

  it('follows the camera, also when it is turned while it is on', () => {
    control.setView(TEXT);
    send(camera(1_280, 720));
    expect(plans.at(-1)?.scaleResolutionDownBy).toBeCloseTo(1_280 / 352);
    let width = 640;
    const getSettings = (): MediaTrackSettings => ({ width, height: 480, frameRate: 30 });
    send(Object.assign(fakeTrack('video'), { getSettings }));
    width = 320;
    second('VP8', 46);
    expect(plans.at(-1)?.scaleResolutionDownBy).toBe(1);
  });

  it('costs half as much as soon as the codec in use turns out to be AV1', () => {
    control.setView(TEXT);
    second('VP8', 46);
    second('AV1', 158);
    expect(plans.map((plan) => plan.maxBitrateKbps)).toEqual([300, 300, 150]);
  });

  it('costs less second by second while the picture is finer than cells can show', () => {
    control.setView(TEXT);
    for (let count = 0; count < 5; count += 1) second('VP8', 20);
    const falling = plans.map((plan) => plan.maxBitrateKbps ?? Infinity);
    expect(falling).toHaveLength(6);
    expect(falling.toSorted((a, b) => b - a)).toEqual(falling);
    second('VP8', 90);
    expect(plans.at(-1)?.maxBitrateKbps).toBe(300);
  });

  it('costs what it may while the browser sends a smaller picture than it was told to', () => {
    control.setView(TEXT);
    second('VP8', 20);
    expect(plans.at(-1)?.maxBitrateKbps).toBe(270);
    second('VP8', 20, 240);
    expect(plans.at(-1)?.maxBitrateKbps).toBe(300);
  });

  it('keeps to the bandwidth that was set', () => {
    control.setBandwidth(64);
    control.setView(TEXT);
    second('VP8', 20);
    control.setBandwidth('low');
    expect(plans.map((plan) => plan.maxBitrateKbps)).toEqual([64, 64, 80]);
  });

  it('is not short of bits after pixels, which are finer than cells can show', () => {
    control.setView({ ...TEXT, wantsPixels: true });
    for (let count = 0; count < 20; count += 1) second('VP8', 5);
    control.setView(TEXT);
    expect(plans.at(-1)?.maxBitrateKbps).toBe(300);
  });

  it('is told to the encoder only when it changes', () => {
    control.setView(TEXT);
    control.setView({ ...TEXT });
    expect(plans).toHaveLength(1);
    for (let count = 0; count < 2; count += 1) second('VP8', 46);
    expect(plans).toHaveLength(2);
  });

  it('is left alone while there is no camera', () => {
    send(null);
    control.setView(TEXT);
    expect(plans.every((plan) => plan.scaleResolutionDownBy === 1)).toBe(true);
  });
});
