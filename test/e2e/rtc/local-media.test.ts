import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, type LabPage, startLab } from './lab-browser';

// My devices, on those that Chromium fakes.

let lab: Lab;
let tab: LabPage;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());
afterEach(async () => {
  await tab.page.context().close();
  expect(tab.errors).toEqual([]);
});

describe('local media', () => {
  it('open with the size and rate of the settings, and stop', async () => {
    tab = await lab.open();
    const result = await tab.page.evaluate(async () => {
      const { media, failures, list } = window.lab.localMedia({
        video_size: '320x240',
        framerate: 10,
      });
      const [camera, microphone] = await Promise.all([media.openCamera(), media.openMicrophone()]);
      const { width, height, frameRate } = camera!.getSettings();
      const inUse = (await list()).filter(({ isCurrent }) => isCurrent).map(({ kind }) => kind);
      media.dispose();
      const states = [camera, microphone].map((track) => track?.readyState);
      return { size: [width, height, frameRate], inUse, states, failures };
    });
    expect(result).toEqual({
      size: [320, 240, 10],
      inUse: ['microphone', 'camera'],
      states: ['ended', 'ended'],
      failures: [],
    });
  });

  it('find a device by its label, and take another one when there is none of that name', async () => {
    tab = await lab.open();
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const first = lab.localMedia();
      const label = (await first.media.openMicrophone())!.label;
      const devices = (await first.list()).filter(({ kind }) => kind === 'microphone');
      const other = devices.find((device) => device.label !== label)!;
      const named = lab.localMedia({ microphone: other.label });
      const found = (await named.media.openMicrophone())?.label === other.label;
      const wrong = lab.localMedia({ webcam: 'Webcam 3000' });
      const camera = await wrong.media.openCamera();
      return { found, named: named.failures, camera: camera?.label, wrong: wrong.failures };
    });
    expect(result.found).toBe(true);
    expect(result.named).toEqual([]);
    expect(result.wrong).toEqual([
      { kind: 'camera', reason: 'not-found', asked: 'Webcam 3000', replacedBy: result.camera },
    ]);
  });

  it('show a test pattern that moves, in the size of the settings', async () => {
    tab = await lab.open();
    const result = await tab.page.evaluate(async () => {
      const { media } = window.lab.localMedia({ webcam: 'FAKE', video_size: '320x240' });
      const track = await media.openCamera();
      const { width, height } = track!.getSettings();
      const motion = await window.lab.motion(track!);
      media.closeCamera();
      return { size: [width, height], motion, state: track?.readyState };
    });
    expect(result.size).toEqual([320, 240]);
    expect(result.motion).toBeGreaterThan(0.005);
    // Bars and ramp stand still.
    expect(result.motion).toBeLessThan(0.4);
    expect(result.state).toBe('ended');
  });

  it('say that they were denied, once, and try nothing else', async () => {
    tab = await lab.open('denied');
    const failures = await tab.page.evaluate(async () => {
      const { media, failures } = window.lab.localMedia({ webcam: '/dev/video0' });
      await media.openCamera();
      await media.openMicrophone();
      return failures;
    });
    expect(failures).toEqual([
      { kind: 'camera', reason: 'denied', asked: '/dev/video0', replacedBy: null },
      { kind: 'microphone', reason: 'denied', asked: null, replacedBy: null },
    ]);
  });

  it('say that a page without https has none', async () => {
    tab = await lab.open('far');
    const result = await tab.page.evaluate(async () => {
      const { media, failures, list } = window.lab.localMedia();
      await media.openCamera();
      return { failures, devices: await list() };
    });
    expect(result).toEqual({
      failures: [{ kind: 'camera', reason: 'insecure-page', asked: null, replacedBy: null }],
      devices: [],
    });
  });

  it('are sent and played: what the output plays is heard in the figures of the link', async () => {
    tab = await lab.open();
    await tab.page.evaluate(async () => {
      const { lab } = window;
      const { media } = lab.localMedia({ noise_suppression: 'off', auto_gain_control: false });
      const [caller, callee] = await lab.pair(
        { audio: await media.openMicrophone(), video: null },
        lab.NOTHING,
      );
      const output = new lab.AudioOutput();
      output.play(callee.received.audio!);
      await lab.hears(callee);
      caller.link.dispose();
      output.dispose();
    });
  });
});

describe('the ring tone', () => {
  it('rings, beeps and stops in a real browser', async () => {
    tab = await lab.open();
    const states = await tab.page.evaluate(() => {
      const ring = new window.lab.RingTone();
      ring.start();
      ring.beep();
      const states = [ring.isRinging];
      ring.stop();
      states.push(ring.isRinging);
      ring.dispose();
      return states;
    });
    expect(states).toEqual([true, false]);
  });
});
