import { describe, expect, it } from 'vitest';
import { LocalMedia } from '../../../../src/renderer/media/local-media';
import type { MediaFailure } from '../../../../src/renderer/media/media-failure';
import { screenSource } from '../../../../src/renderer/media/sources/screen-source';
import {
  CAMERA_SOURCE,
  type VideoSource,
} from '../../../../src/renderer/media/sources/video-source';
import { err, ok } from '../../../../src/shared/base/result';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { FakeMediaAccess, FakeTrack } from './fake-media-access';

function setUp() {
  const access = new FakeMediaAccess().plug('camera', 'c1', 'Integrated');
  const media = new LocalMedia({ access, settings: DEFAULT_SETTINGS });
  const shown: (string | null)[] = [];
  const failures: MediaFailure[] = [];
  media.onCamera((track) => shown.push(track?.label ?? null));
  media.onFailure((failure) => failures.push(failure));
  return { access, media, shown, failures };
}

/** A source that a test answers for. */
function source(label: string, options: Partial<VideoSource> = {}): VideoSource {
  return {
    followsCameraSettings: false,
    beginsInTheDark: false,
    endsForGood: false,
    open: () => {
      const track = new FakeTrack('camera', label, label);
      const dispose = (): void => {
        track.stop();
      };
      return Promise.resolve(ok({ source: { track, label, dispose }, passedOver: null }));
    },
    ...options,
  };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('what is sent in place of the camera', () => {
  it('follows it without a gap, and the camera is let go', async () => {
    const { access, media, shown } = setUp();
    await media.openCamera();
    expect(await media.setVideoSource(source('pattern'))).toBeNull();
    expect(shown).toEqual(['Integrated', 'pattern']);
    expect(access.live).toEqual([]);
    expect(await media.setVideoSource(CAMERA_SOURCE)).toBeNull();
    expect(shown.at(-1)).toBe('Integrated');
  });

  it('leaves all as it is when it cannot be had', async () => {
    const { access, media, shown } = setUp();
    await media.openCamera();
    const refused = source('screen', { open: () => Promise.resolve(err('denied')) });
    expect(await media.setVideoSource(refused)).toBe('denied');
    expect(shown).toEqual(['Integrated']);
    expect(access.live).toHaveLength(1);
    expect(media.isCameraSource).toBe(true);
  });

  it('shows nothing until it has started, and when it does not, if it begins in the dark', async () => {
    const { access, media, shown } = setUp();
    await media.openCamera();
    const dark = source('text', {
      beginsInTheDark: true,
      open: () => Promise.resolve(err('not-in-this-browser')),
    });
    expect(await media.setVideoSource(dark)).toBe('not-in-this-browser');
    expect(shown).toEqual(['Integrated', null]);
    // Something is plugged in: the camera must not come back by that.
    access.plug('camera', 'c2');
    await settle();
    expect(shown).toEqual(['Integrated', null]);
    expect(access.live).toEqual([]);
  });

  it('is what is opened later, when my picture is off at the time', async () => {
    const { access, media, shown } = setUp();
    expect(await media.setVideoSource(source('pattern'))).toBeNull();
    await media.openCamera();
    expect(shown).toEqual(['pattern']);
    expect(access.tracks).toEqual([]);
  });

  it('is followed by the camera when it ends for good, and that is no failure', async () => {
    const { media, shown, failures } = setUp();
    let ends = 0;
    media.onSourceEnded(() => (ends += 1));
    await media.openCamera();
    await media.setVideoSource(source('screen', { endsForGood: true }));
    (media.camera as FakeTrack).unplug();
    await settle();
    expect(shown).toEqual(['Integrated', 'screen', null, 'Integrated']);
    expect(ends).toBe(1);
    expect(failures).toEqual([]);
  });

  it('is started anew for a setting of the camera only where it is made of one', async () => {
    const { media, shown } = setUp();
    await media.openCamera();
    await media.setVideoSource(source('clip'));
    media.applySettings({ ...DEFAULT_SETTINGS, framerate: 15 });
    await settle();
    expect(shown).toEqual(['Integrated', 'clip']);
    await media.setVideoSource(source('text', { followsCameraSettings: true }));
    const before = media.camera;
    media.applySettings({ ...DEFAULT_SETTINGS, framerate: 20 });
    await settle();
    expect(media.camera).not.toBe(before);
  });

  it('gives way to what is chosen while it starts, whatever comes first', async () => {
    const { media, shown } = setUp();
    await media.openCamera();
    let start: () => void = () => undefined;
    const inner = source('slow');
    const slow = source('slow', {
      open: async (openCamera) => {
        await new Promise<void>((resolve) => (start = resolve));
        return inner.open(openCamera);
      },
    });
    const first = media.setVideoSource(slow);
    expect(await media.setVideoSource(source('pattern'))).toBeNull();
    start();
    expect(await first).toBe('aborted');
    expect(shown).toEqual(['Integrated', 'pattern']);
  });

  it('says that nothing was chosen when the user closes the picker of screens', async () => {
    const { media, shown } = setUp();
    await media.openCamera();
    const display = {
      openDisplay: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
    };
    expect(await media.setVideoSource(screenSource(display, { video: true }))).toBe('denied');
    expect(shown).toEqual(['Integrated']);
  });
});
