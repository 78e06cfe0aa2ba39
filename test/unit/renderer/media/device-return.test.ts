import { describe, expect, it } from 'vitest';
import type { ReturnedDevice } from '../../../../src/renderer/media/device-return';
import { LocalMedia, type MediaSettings } from '../../../../src/renderer/media/local-media';
import type { MediaFailure } from '../../../../src/renderer/media/media-failure';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { FakeMediaAccess } from './fake-media-access';

/** How long a device may take to be back in use after it was plugged in. */
const BACK_WITHIN_MS = 3_000;

function setUp(settings: Partial<MediaSettings> = {}) {
  const access = new FakeMediaAccess()
    .plug('camera', 'c1', 'Integrated')
    .plug('camera', 'c2', 'USB')
    .plug('microphone', 'm1', 'Headset');
  const clock = new FakeClock();
  const media = new LocalMedia({ access, clock, settings: { ...DEFAULT_SETTINGS, ...settings } });
  const failures: MediaFailure[] = [];
  const returned: ReturnedDevice[] = [];
  media.onFailure((failure) => failures.push(failure));
  media.onReturned((device) => returned.push(device));
  return { access, clock, media, failures, returned };
}

describe('a device that is unplugged and plugged in again', () => {
  it.each([
    ['that the settings name by its label', { webcam: 'USB' }],
    ['that the settings name by its id', { webcam: 'other label', webcam_id: 'c2' }],
  ])('is gone back to: one %s', async (_what, settings) => {
    const { access, media, failures, returned } = setUp(settings);
    await media.openCamera();
    access.unplug('c2');
    await settle();
    expect(media.camera?.label).toBe('Integrated');
    expect(failures).toEqual([
      { kind: 'camera', reason: 'unplugged', asked: settings.webcam, replacedBy: 'Integrated' },
    ]);
    access.plug('camera', 'c2', 'USB');
    await settle();
    expect(media.camera?.label).toBe('USB');
    expect(returned).toEqual([{ kind: 'camera', label: 'USB' }]);
    // The one that stood in for it is let go.
    expect(access.live).toHaveLength(1);
    media.dispose();
  });

  it('is gone back to where nothing was chosen, because it was in use', async () => {
    const { access, media, returned } = setUp();
    await media.openCamera();
    access.unplug('c1');
    await settle();
    expect(media.camera?.label).toBe('USB');
    access.plug('camera', 'c1', 'Integrated');
    await settle();
    expect(media.camera?.label).toBe('Integrated');
    expect(returned).toEqual([{ kind: 'camera', label: 'Integrated' }]);
    media.dispose();
  });

  it('is taken up again where it was the only one', async () => {
    const { access, media, failures, returned } = setUp();
    await media.openMicrophone();
    access.unplug('m1');
    await settle();
    expect(media.microphone).toBeNull();
    expect(failures.at(-1)).toMatchObject({ kind: 'microphone', replacedBy: null });
    access.plug('microphone', 'm1', 'Headset');
    await settle();
    expect(media.microphone?.label).toBe('Headset');
    expect(returned).toEqual([{ kind: 'microphone', label: 'Headset' }]);
    media.dispose();
  });

  it('is back within 3 s also when it needs a moment before it can be opened', async () => {
    const { access, clock, media } = setUp({ webcam: 'USB' });
    await media.openCamera();
    access.unplug('c2');
    await settle();
    access.errors.set('c2', new DOMException('busy', 'NotReadableError'));
    access.plug('camera', 'c2', 'USB');
    await clock.advance(1_000);
    expect(media.camera?.label).toBe('Integrated');
    access.errors.delete('c2');
    await clock.advance(BACK_WITHIN_MS - 1_000);
    expect(media.camera?.label).toBe('USB');
    media.dispose();
  });

  it('stays unused when the camera was switched off meanwhile, or another was plugged in', async () => {
    const { access, clock, media, returned } = setUp({ webcam: 'USB' });
    await media.openCamera();
    access.unplug('c2');
    await settle();
    access.plug('camera', 'c3', 'Third');
    await clock.advance(BACK_WITHIN_MS);
    expect(media.camera?.label).toBe('Integrated');
    media.closeCamera();
    access.plug('camera', 'c2', 'USB');
    await clock.advance(BACK_WITHIN_MS);
    expect(media.camera).toBeNull();
    expect(access.live).toEqual([]);
    expect(returned).toEqual([]);
    media.dispose();
    expect(clock.pendingCount).toBe(0);
  });

  it('keeps a muted microphone muted', async () => {
    const { access, media } = setUp();
    media.setMuted(true);
    await media.openMicrophone();
    access.unplug('m1');
    await settle();
    access.plug('microphone', 'm1', 'Headset');
    await settle();
    expect(media.microphone?.enabled).toBe(false);
    media.dispose();
  });
});
