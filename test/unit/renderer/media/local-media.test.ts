import { describe, expect, it } from 'vitest';
import { LocalMedia, type MediaSettings } from '../../../../src/renderer/media/local-media';
import type { MediaFailure } from '../../../../src/renderer/media/media-failure';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { FakeMediaAccess, FakeTrack } from './fake-media-access';

function setUp(settings: Partial<MediaSettings> = {}) {
  const access = new FakeMediaAccess().plug('camera', 'c1', 'Integrated').plug('camera', 'c2');
  access.plug('microphone', 'm1');
  const patterns: FakeTrack[] = [];
  const media = new LocalMedia({
    access,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    createPattern: (size) => {
      const track = new FakeTrack('camera', `${size.widthPx}x${size.heightPx}`, 'pattern');
      patterns.push(track);
      return {
        track,
        label: 'test pattern',
        dispose: () => {
          track.stop();
        },
      };
    },
  });
  const cameras: (string | null)[] = [];
  const failures: MediaFailure[] = [];
  media.onCamera((track) => cameras.push(track?.label ?? null));
  media.onFailure((failure) => failures.push(failure));
  const change = (changes: Partial<MediaSettings>): void => {
    media.applySettings({ ...DEFAULT_SETTINGS, ...settings, ...changes });
  };
  return { access, media, patterns, cameras, failures, change };
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('my camera', () => {
  it('opens with the constraints of the settings, and says so once', async () => {
    const { media, cameras, failures } = setUp({ video_size: '320x240', framerate: 15 });
    const track = await media.openCamera();
    expect(track).toBe(media.camera);
    expect(track?.getConstraints()).toEqual({
      width: { ideal: 320 },
      height: { ideal: 240 },
      frameRate: { ideal: 15 },
      advanced: [{ resizeMode: 'none' }],
    });
    expect(track?.contentHint).toBe('motion');
    expect(cameras).toEqual(['Integrated']);
    expect(failures).toEqual([]);
  });

  it('is opened once for callers at the same time, and not again while it is on', async () => {
    const { access, media } = setUp();
    const [first, second] = await Promise.all([media.openCamera(), media.openCamera()]);
    expect(first).toBe(second);
    expect(await media.openCamera()).toBe(first);
    expect(access.opened).toBe(1);
  });

  it('stops when it is closed', async () => {
    const { access, media, cameras } = setUp();
    await media.openCamera();
    media.closeCamera();
    expect(media.camera).toBeNull();
    expect(access.live).toEqual([]);
    media.closeCamera();
    expect(cameras).toEqual(['Integrated', null]);
  });

  it('that arrives after it was closed is stopped at once and never shown', async () => {
    const { access, media, cameras } = setUp();
    access.isSlow = true;
    const opening = media.openCamera();
    await settle();
    media.closeCamera();
    access.release();
    expect(await opening).toBeNull();
    expect(access.tracks).toHaveLength(1);
    expect(access.live).toEqual([]);
    expect(cameras).toEqual([]);
  });

  it('that was closed and opened again in a hurry is on once', async () => {
    const { access, media, cameras } = setUp();
    access.isSlow = true;
    const first = media.openCamera();
    await settle();
    media.closeCamera();
    const second = media.openCamera();
    await settle();
    access.release();
    expect(await first).toBe(await second);
    expect(access.live).toEqual([media.camera]);
    expect(cameras).toEqual(['Integrated']);
  });

  it('that arrives after everything was disposed is stopped', async () => {
    const { access, media } = setUp();
    access.isSlow = true;
    const opening = media.openCamera();
    await settle();
    media.dispose();
    access.release();
    expect(await opening).toBeNull();
    expect(access.live).toEqual([]);
    expect(await media.openCamera()).toBeNull();
  });

  it('is the one that the settings name', async () => {
    const { media, cameras, failures } = setUp({ webcam: '/dev/video1' });
    await media.openCamera();
    expect(cameras).toEqual(['c2']);
    expect(failures).toEqual([]);
  });

  it('is the named one also when names are hidden until any was opened', async () => {
    const { access, media, cameras, failures } = setUp({ webcam: 'c2' });
    access.areLabelsHidden = true;
    await media.openCamera();
    expect(cameras).toEqual(['c2']);
    expect(access.live).toEqual([media.camera]);
    expect(failures).toEqual([]);
  });

  it('is another one, with a word about it, when the named one is in use', async () => {
    const { access, media, cameras, failures } = setUp({ webcam: 'c2' });
    access.errors.set('c2', new DOMException('Could not start', 'NotReadableError'));
    await media.openCamera();
    expect(cameras).toEqual(['Integrated']);
    expect(failures).toEqual([
      { kind: 'camera', reason: 'in-use', asked: 'c2', replacedBy: 'Integrated' },
    ]);
  });

  it('is another one, with a word about it, when the named one is not there', async () => {
    const { media, cameras, failures } = setUp({ webcam: 'Webcam 3000' });
    await media.openCamera();
    expect(cameras).toEqual(['Integrated']);
    expect(failures).toEqual([
      { kind: 'camera', reason: 'not-found', asked: 'Webcam 3000', replacedBy: 'Integrated' },
    ]);
  });

  it('is none, with the reason, when there is none', async () => {
    const { access, media, cameras, failures } = setUp();
    access.unplug('c1');
    access.unplug('c2');
    expect(await media.openCamera()).toBeNull();
    expect(cameras).toEqual([]);
    expect(failures).toEqual([
      { kind: 'camera', reason: 'not-found', asked: null, replacedBy: null },
    ]);
  });

  it('is asked for once when the user says no', async () => {
    const { access, media, failures } = setUp({ webcam: 'c2' });
    access.errors.set('*', new DOMException('Permission denied', 'NotAllowedError'));
    expect(await media.openCamera()).toBeNull();
    expect(access.opened).toBe(1);
    expect(failures).toEqual([{ kind: 'camera', reason: 'denied', asked: 'c2', replacedBy: null }]);
  });

  it('can be opened after a failure', async () => {
    const { access, media } = setUp();
    access.errors.set('*', new DOMException('', 'NotAllowedError'));
    await media.openCamera();
    access.errors.clear();
    expect(await media.openCamera()).not.toBeNull();
  });

  it('gives way to another one when it is unplugged', async () => {
    const { access, media, cameras, failures } = setUp();
    await media.openCamera();
    access.unplug('c1');
    await settle();
    expect(cameras).toEqual(['Integrated', null, 'c2']);
    expect(failures).toEqual([
      { kind: 'camera', reason: 'unplugged', asked: null, replacedBy: 'c2' },
    ]);
  });

  it('comes back when it is plugged in again, and is quiet about other devices', async () => {
    const { access, media, cameras, failures } = setUp();
    access.unplug('c2');
    await media.openCamera();
    access.unplug('c1');
    await settle();
    access.plug('speaker', 's1');
    await settle();
    expect(failures).toEqual([
      { kind: 'camera', reason: 'unplugged', asked: null, replacedBy: null },
    ]);
    access.plug('camera', 'c3');
    await settle();
    expect(cameras).toEqual(['Integrated', null, 'c3']);
    expect(failures).toHaveLength(1);
  });

  it('stays off when something is plugged in and nobody asked for it', async () => {
    const { access, media } = setUp();
    await media.openCamera();
    media.closeCamera();
    access.plug('camera', 'c3');
    await settle();
    expect(access.opened).toBe(1);
  });

  it('is a test pattern of the same size under the name FAKE, and takes no device', async () => {
    const { access, media, patterns } = setUp({ webcam: 'FAKE', video_size: '320x240' });
    const track = await media.openCamera();
    expect(track).toBe(patterns[0]);
    expect(track?.label).toBe('320x240');
    expect(access.opened).toBe(0);
    media.closeCamera();
    expect(patterns[0]?.readyState).toBe('ended');
  });

  it('changes over to what new settings name, without being off in between', async () => {
    const { access, media, cameras, change } = setUp();
    await media.openCamera();
    change({ webcam: 'c2' });
    await settle();
    expect(cameras).toEqual(['Integrated', 'c2']);
    expect(access.live).toEqual([media.camera]);
  });

  it('does not care about settings that are not its own, or while it is off', async () => {
    const { access, media, change } = setUp();
    change({ webcam: 'c2' });
    await settle();
    expect(access.opened).toBe(0);
    change({});
    await media.openCamera();
    change({ microphone: 'm1', echo_cancellation: false });
    await settle();
    expect(access.opened).toBe(1);
  });
});

describe('my microphone', () => {
  it('is on or off by itself', async () => {
    const { access, media } = setUp();
    await media.openMicrophone();
    expect(media.microphone?.contentHint).toBe('speech');
    expect(media.camera).toBeNull();
    await media.openCamera();
    media.closeMicrophone();
    expect(access.live).toEqual([media.camera]);
  });

  it('fails by itself', async () => {
    const { access, media, failures } = setUp();
    access.unplug('m1');
    await Promise.all([media.openCamera(), media.openMicrophone()]);
    expect(media.camera).not.toBeNull();
    expect(failures).toEqual([
      { kind: 'microphone', reason: 'not-found', asked: null, replacedBy: null },
    ]);
  });

  it('is muted before anybody gets it, when muted was said first', async () => {
    const { media } = setUp();
    const states: (boolean | undefined)[] = [];
    media.onMicrophone((track) => states.push(track?.enabled));
    media.setMuted(true);
    await media.openMicrophone();
    expect(states).toEqual([false]);
    media.setMuted(false);
    expect(media.microphone?.enabled).toBe(true);
    expect(media.isMuted).toBe(false);
  });

  it('stays muted across a change of settings', async () => {
    const { media, change } = setUp();
    await media.openMicrophone();
    const before = media.microphone;
    media.setMuted(true);
    change({ noise_suppression: 'off' });
    await settle();
    expect(media.microphone).not.toBe(before);
    expect(media.microphone?.enabled).toBe(false);
    expect(media.microphone?.getConstraints()).toMatchObject({ noiseSuppression: false });
  });
});
