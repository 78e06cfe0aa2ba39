import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

/** What a page sends of sound, read by itself. */
interface ProbedWindow {
  readonly probedConnections?: readonly RTCPeerConnection[];
  readonly probedTracks?: ReadonlySet<MediaStreamTrack>;
}

describe('neural noise suppression, in a call', () => {
  let server: AppServer;
  let ann: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
  });

  /**
   * The label of the microphone's track that is sent, and the largest of its samples over half a
   * second; `null`: none is sent.
   */
  function sentSound(): Promise<{ label: string; peak: number } | null> {
    return ann.page.evaluate(async () => {
      const { probedConnections = [] } = globalThis as ProbedWindow;
      // The other one is echo's own, which answers.
      const calling = probedConnections.find((each) => each.localDescription?.type === 'offer');
      const sender = calling?.getSenders().find(({ track }) => track?.kind === 'audio');
      const track = sender?.track;
      if (!track) return null;
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 32_768 });
      const source = new MediaStreamAudioSourceNode(context, {
        mediaStream: new MediaStream([track]),
      });
      source.connect(analyser);
      const endS = context.currentTime + 1;
      const samples = new Float32Array(analyser.fftSize);
      let peak = 0;
      while (context.currentTime < endS) {
        await new Promise((done) => setTimeout(done, 100));
        analyser.getFloatTimeDomainData(samples);
        for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      }
      await context.close();
      return { label: track.label, peak };
    });
  }

  it('stands between the microphone and what is sent, and tells what it costs', async () => {
    const own = await sentSound();
    await ann.type('/config noise_suppression neural');
    await ann.waitForChat(/A neural network takes noise off .* \d+\.\d % of a processor core\./);
    await ann.until('another track', async () => (await sentSound())?.label !== own?.label);
    await ann.until('sound of it', async () => ((await sentSound())?.peak ?? 0) > 0);
    await ann.type('/stats');
    await ann.page
      .getByText(/A neural network takes noise off .* % of a processor/)
      .last()
      .waitFor();
    await ann.press('Escape');
  });

  it('gives nothing at all while the microphone is muted', async () => {
    await ann.type('/mute');
    await ann.waitForStatus(/muted/);
    await ann.until('silence', async () => (await sentSound())?.peak === 0);
    expect((await sentSound())?.peak).toBe(0);
    await ann.type('/mute');
    await ann.until('sound again', async () => ((await sentSound())?.peak ?? 0) > 0);
  });

  it("is replaced by the browser's where the worklet does not start, and says so", async () => {
    const own = await sentSound();
    await ann.type('/config noise_suppression off');
    await ann.until('the track itself', async () => (await sentSound())?.label !== own?.label);
    await ann.page.evaluate(() => {
      AudioWorklet.prototype.addModule = () => Promise.reject(new Error('not in this browser'));
    });
    await ann.type('/config noise_suppression neural');
    await ann.waitForChat(/Neural noise suppression does not run here: the browser's is used/);
    await ann.until('the browser at work', () =>
      ann.page.evaluate(() => {
        const { probedTracks = new Set() } = globalThis as ProbedWindow;
        return [...probedTracks].some(
          (track) => track.readyState === 'live' && track.getSettings().noiseSuppression === true,
        );
      }),
    );
  });

  it('is over with the call, microphone and all', async () => {
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await ann.until('the end of every track of sound', () =>
      ann.page.evaluate(() => {
        const { probedTracks = new Set() } = globalThis as ProbedWindow;
        const sound = [...probedTracks].filter(({ kind }) => kind === 'audio');
        return sound.length >= 2 && sound.every(({ readyState }) => readyState === 'ended');
      }),
    );
  });
});
