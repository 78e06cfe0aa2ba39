import { describe, expect, it } from 'vitest';
import { LocalMedia } from '../../../../src/renderer/media/local-media';
import { SentMicrophone } from '../../../../src/renderer/media/sent-microphone';
import { suppressionNow } from '../../../../src/renderer/media/suppression-now';
import type { NoiseSuppression } from '../../../../src/shared/config/noise-suppression';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { FakeMediaAccess, FakeTrack } from './fake-media-access';

/** One filter that was asked for: it starts, or does not, when the test says so. */
interface Asked {
  readonly input: MediaStreamTrack;
  readonly output: FakeTrack;
  start(): Promise<void>;
  refuse(): Promise<void>;
  breakDown(): void;
}

async function settle(): Promise<void> {
  for (let count = 0; count < 10; count++) await Promise.resolve();
}

function setUp(suppression: NoiseSuppression) {
  const access = new FakeMediaAccess();
  access.devices = [{ kind: 'microphone', id: 'm1', groupId: '', label: 'Desk' }];
  const asked: Asked[] = [];
  const settings = { ...DEFAULT_SETTINGS, noise_suppression: suppression };
  const media = new LocalMedia({ access, settings });
  const sent = new SentMicrophone({
    media,
    suppression,
    createFilter: (input, handleBroken) =>
      new Promise((resolve, reject) => {
        const output = new FakeTrack('microphone', 'without noise', '');
        asked.push({
          input,
          output,
          start: () => {
            resolve({
              track: output,
              costShare: 0.03,
              dispose: () => {
                output.stop();
              },
            });
            return settle();
          },
          refuse: () => {
            reject(new Error('not here'));
            return settle();
          },
          breakDown: handleBroken,
        });
      }),
  });
  let failures = 0;
  sent.onFailed(() => (failures += 1));
  media.applySettings(sent.openedWith(settings));
  return { media, sent, asked, access, settings, failures: () => failures };
}

describe('what is sent of the microphone', () => {
  it.each(['browser', 'off'] as const)('is its own track with suppression %s', async (kind) => {
    const { media, sent, asked } = setUp(kind);
    await media.openMicrophone();
    expect(sent.track).toBe(media.microphone);
    expect(sent.track).not.toBeNull();
    expect(asked).toEqual([]);
    media.closeMicrophone();
    expect(sent.track).toBeNull();
  });

  it('is a track without noise, as soon as that runs, of one that has not been cleaned before', async () => {
    const { media, sent, asked, access } = setUp('neural');
    await media.openMicrophone();
    expect(access.tracks[0].asked.noiseSuppression).toBe(false);
    // Heard from the first word on.
    expect(sent.track).toBe(media.microphone);
    await asked[0].start();
    expect(asked[0].input).toBe(media.microphone);
    expect(sent.track).toBe(asked[0].output);
    expect(sent.state).toEqual({ wanted: 'neural', used: 'neural', costShare: 0.03 });
  });

  it('ends with the microphone, at once, also while the suppression starts', async () => {
    const { media, sent, asked } = setUp('neural');
    await media.openMicrophone();
    await asked[0].start();
    media.closeMicrophone();
    expect(sent.track).toBeNull();
    expect(asked[0].output.readyState).toBe('ended');

    await media.openMicrophone();
    media.closeMicrophone();
    await asked[1].start();
    expect(sent.track).toBeNull();
    expect(asked[1].output.readyState).toBe('ended');
  });

  it('is made of nothing while the microphone is muted', async () => {
    const { media, asked } = setUp('neural');
    media.setMuted(true);
    await media.openMicrophone();
    await asked[0].start();
    // What is made of it hears silence; that it then is silent is tested with the suppressor.
    expect(asked[0].input.enabled).toBe(false);
  });

  it('follows the microphone that is used, and the choice', async () => {
    const { media, sent, asked, access } = setUp('browser');
    await media.openMicrophone();
    sent.setSuppression('neural');
    await asked[0].start();
    expect(sent.track).toBe(asked[0].output);
    access.tracks[0].unplug();
    await settle();
    expect(asked[0].output.readyState).toBe('ended');
    expect(asked[1].input).toBe(media.microphone);
    await asked[1].start();
    sent.setSuppression('off');
    expect(sent.track).toBe(media.microphone);
    expect(asked[1].output.readyState).toBe('ended');
  });

  it.each(['refuse', 'breakDown'] as const)(
    "is its own track with the browser's suppression where ours does not run: %s",
    async (how) => {
      const { media, sent, asked, settings, failures } = setUp('neural');
      await media.openMicrophone();
      if (how === 'breakDown') await asked[0].start();
      await asked[0][how]();
      expect(failures()).toBe(1);
      expect(sent.track).toBe(media.microphone);
      expect(sent.openedWith(settings).noise_suppression).toBe('browser');
      expect(sent.state).toEqual({ wanted: 'neural', used: 'browser', costShare: null });
      // Not again and again; but when somebody asks for it anew.
      media.closeMicrophone();
      await media.openMicrophone();
      expect(asked).toHaveLength(1);
      sent.setSuppression('off');
      sent.setSuppression('neural');
      expect(asked).toHaveLength(2);
    },
  );

  it('is asked about once it is known whether ours runs', async () => {
    const { media, sent, asked } = setUp('neural');
    await media.openMicrophone();
    const told = suppressionNow(sent, () => Promise.resolve(0.04));
    await asked[0].refuse();
    expect((await told).used).toBe('browser');
  });

  it('tells what neural suppression costs also while no microphone is on', async () => {
    const { sent } = setUp('neural');
    const told = await suppressionNow(sent, () => Promise.resolve(0.04));
    expect(told).toEqual({ wanted: 'neural', used: 'neural', costShare: 0.04 });
    const refused = await suppressionNow(sent, () => Promise.reject(new Error('not here')));
    expect(refused.used).toBe('browser');
    const { sent: off } = setUp('off');
    expect((await suppressionNow(off)).costShare).toBeNull();
  });
});
