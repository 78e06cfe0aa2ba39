import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { pearson } from '../../helpers/picture-match';
import { type Lab, type LabPage, startLab } from './lab-browser';

// What a link sends of a picture, by a real encoder.

let lab: Lab;
let tab: LabPage;

beforeAll(async () => {
  lab = await startLab(HEAD_CLIP);
});
afterAll(() => lab.close());

beforeEach(async () => {
  tab = await lab.open();
});
afterEach(async () => {
  await tab.page.context().close();
  expect(tab.errors).toEqual([]);
});

describe('the codec of a link', () => {
  it('is AV1 between two WebCRT clients', async () => {
    const codecs = await tab.page.evaluate(async () => {
      const { lab } = window;
      const ends = await lab.pair(
        { audio: null, video: lab.paint('red') },
        { audio: null, video: lab.paint('blue') },
      );
      await lab.shows(ends[0].received.video, 'blue');
      await lab.shows(ends[1].received.video, 'red');
      return Promise.all(ends.map(async ({ link }) => (await link.stats()).sentCodec));
    });
    expect(codecs).toEqual(['AV1', 'AV1']);
  });

  it('is what is left when the other end can do less', async () => {
    const codec = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({
        isInitiator: true,
        tracks: { audio: null, video: lab.paint('red') },
      });
      // Another program, with one codec.
      const other = new RTCPeerConnection();
      const vp8 = RTCRtpReceiver.getCapabilities('video')!.codecs.filter(
        ({ mimeType }) => mimeType === 'video/VP8',
      );
      const answer = async (offer: RTCSessionDescriptionInit): Promise<void> => {
        await other.setRemoteDescription(offer);
        for (const place of other.getTransceivers()) {
          if (place.receiver.track.kind === 'video') place.setCodecPreferences(vp8);
        }
        await other.setLocalDescription();
        const { sdp } = other.localDescription!;
        caller.link.signal({ kind: 'description', generation: 0, type: 'answer', sdp });
      };
      const shown = new Promise<MediaStreamTrack>((resolve) => {
        other.addEventListener('track', ({ track }) => {
          if (track.kind === 'video') resolve(track);
        });
      });
      caller.link.onSignal((signal) => {
        if (signal.kind === 'candidate') void other.addIceCandidate(signal);
        if (signal.kind === 'description') void answer(signal);
      });
      await lab.shows(await shown, 'red');
      return (await caller.link.stats()).sentCodec;
    });
    expect(codec).toBe('VP8');
  });
});

describe('a plan', () => {
  it('decides the size that is sent, at once and again later', async () => {
    const sizes = await tab.page.evaluate(async () => {
      const { lab } = window;
      const plan = { maxBitrateKbps: 300, maxFramerate: 30, isLarge: false, isActive: true };
      const [caller] = await lab.pair({ audio: null, video: lab.paint('red') }, lab.NOTHING);
      const sizes: string[] = [];
      for (const scaleResolutionDownBy of [2, 1, 2.5]) {
        caller.link.setSendingPlan({ ...plan, scaleResolutionDownBy });
        const widthPx = 320 / scaleResolutionDownBy;
        await lab.until(async () => (await caller.link.stats()).sentWidthPx === widthPx);
        const { sentWidthPx, sentHeightPx } = await caller.link.stats();
        sizes.push(`${sentWidthPx}x${sentHeightPx}`);
      }
      return sizes;
    });
    expect(sizes).toEqual(['160x120', '320x240', '128x96']);
  });

  it('that the answering end had before there was anything to send holds', async () => {
    const stats = await tab.page.evaluate(async () => {
      const { lab } = window;
      const caller = lab.watch({ isInitiator: true });
      const callee = lab.watch({ tracks: { audio: null, video: lab.paint('green') } });
      callee.link.setSendingPlan({
        scaleResolutionDownBy: 2,
        maxBitrateKbps: 100,
        maxFramerate: 20,
        isLarge: false,
        isActive: true,
      });
      lab.wire(callee.link, caller.link);
      lab.wire(caller.link, callee.link);
      for (const signal of caller.signals) callee.link.signal(signal);
      await lab.until(() => caller.received.video !== undefined);
      await lab.shows(caller.received.video, 'green');
      await lab.until(async () => (await callee.link.stats()).sentWidthPx > 0);
      return callee.link.stats();
    });
    expect(stats).toMatchObject({ sentWidthPx: 160, sentHeightPx: 120 });
  });

  it('stops a picture that nobody sees, and brings it back', async () => {
    const result = await tab.page.evaluate(async () => {
      const { lab } = window;
      const plan = {
        scaleResolutionDownBy: 1,
        maxBitrateKbps: null,
        maxFramerate: 20,
        isLarge: false,
      };
      const [caller, callee] = await lab.pair(
        { audio: null, video: lab.paint('red') },
        lab.NOTHING,
      );
      const screen = lab.screen(callee.received.video);
      await screen.shows('red');
      caller.link.setSendingPlan({ ...plan, isActive: false });
      const frozen = await screen.freezes();
      const { encodeMs } = await caller.link.stats().then(() => caller.link.stats());
      caller.link.setTrack('video', lab.paint('blue'));
      caller.link.setSendingPlan({ ...plan, isActive: true });
      await screen.shows('blue');
      return { frozen, encodeMs };
    });
    expect(result).toEqual({ frozen: 'red', encodeMs: null });
  });
});

describe('a picture that is shown as it is', () => {
  it('comes in full and from a quick codec, and as text again in little and from a thrifty one', async () => {
    const { sent, errors } = await tab.page.evaluate(async () => {
      const { lab } = window;
      const camera = await lab.camera({ widthPx: 640, heightPx: 480, framerate: 30 });
      const [caller, callee] = await lab.pair({ audio: null, video: camera }, lab.NOTHING);
      const control = new lab.SendingControl(caller.link, () => camera);
      // Within its first second an encoder is not begun anew.
      control.handleStats(await caller.link.stats());
      const received = callee.received.video!;
      const sent: string[] = [];
      for (const [wantsPixels, widthPx, codec] of [
        [false, 160, 'AV1'],
        [true, 640, 'VP9'],
        [false, 160, 'AV1'],
      ] as const) {
        control.setView({ cols: 80, rows: 24, wantsPixels });
        await lab.until(async () => {
          const { sentWidthPx, sentCodec } = await caller.link.stats();
          // On a thin line full comes by and by.
          const isSize = wantsPixels ? sentWidthPx > 160 : sentWidthPx === widthPx;
          return isSize && sentCodec === codec;
        });
        await lab.framesPass(received, 10);
        sent.push(`${codec} ${wantsPixels}`);
      }
      return { sent, errors: callee.closings };
    });
    expect(sent).toEqual(['AV1 false', 'VP9 true', 'AV1 false']);
    expect(errors).toEqual([]);
  });
});

describe('a picture that is shown in 160x48 cells', () => {
  it('is sent with so many samples, and shows in its cells what the camera saw', async () => {
    const { sent, arrived, last } = await tab.page.evaluate(async () => {
      const { lab } = window;
      const camera = await lab.camera({ widthPx: 640, heightPx: 480, framerate: 30 });
      // Once round.
      const sent = await lab.readBrightness(camera, 160, 48, 120);
      const [caller, callee] = await lab.pair({ audio: null, video: camera }, lab.NOTHING);
      const view = { cols: 160, rows: 48, wantsPixels: false };
      const samples = lab.keepSending(caller, camera, { view, bandwidth: 'auto' });
      const received = callee.received.video!;
      await lab.until(() => samples.at(-1)?.sentWidthPx === 320);
      await lab.framesPass(received, 30);
      const arrived = await lab.readBrightness(received, 160, 48, 5);
      return { sent, arrived, last: samples.at(-1) };
    });
    expect(last).toMatchObject({ sentCodec: 'AV1', sentWidthPx: 320, sentHeightPx: 240 });
    const likeness = arrived.map((frame) => Math.max(...sent.map((of) => pearson(of, frame))));
    expect(arrived).toHaveLength(5);
    expect(Math.min(...likeness)).toBeGreaterThanOrEqual(0.95);
  });

  it('is sent back no larger by the echo peer', async () => {
    const widthPx = await tab.page.evaluate(async () => {
      const { lab } = window;
      const camera = await lab.camera({ widthPx: 640, heightPx: 480, framerate: 30 });
      const { caller } = lab.callEcho({ audio: null, video: camera });
      const view = {
        kind: 'view',
        cols: 160,
        rows: 48,
        style: 'shape',
        wantsPixels: false,
      } as const;
      await lab.until(() => caller.link.send(view));
      await lab.until(() => caller.messages.length > 0);
      lab.keepSending(caller, camera, { view, bandwidth: 'auto' });
      await lab.until(() => caller.received.video !== undefined);
      const screen = document.createElement('video');
      screen.muted = true;
      screen.srcObject = new MediaStream([caller.received.video!]);
      void screen.play();
      await lab.until(() => screen.videoWidth === 320);
      return screen.videoWidth;
    });
    expect(widthPx).toBe(320);
  });
});
