import { beforeEach, describe, expect, it } from 'vitest';
import { FIRST_FRAME_LIMIT_MS, FrameWatch } from '../../../../src/renderer/media/frame-watch';
import { FakeClock } from '../../../helpers/fake-clock';
import { FakeTrack } from './fake-media-access';

describe('FrameWatch', () => {
  let clock: FakeClock;
  let isVisible: boolean;
  let frames: Set<() => void>;
  let heard: boolean[];
  let watch: FrameWatch;
  let track: FakeTrack;
  const frame = (): void => {
    for (const handle of [...frames]) handle();
  };

  beforeEach(() => {
    clock = new FakeClock();
    isVisible = true;
    frames = new Set();
    heard = [];
    track = new FakeTrack('camera', 'Webcam', 'c1');
    watch = new FrameWatch({
      clock,
      isVisible: () => isVisible,
      nextFrame: (_track, handle) => {
        frames.add(handle);
        return { dispose: () => frames.delete(handle) };
      },
    });
    watch.onDark((isDark) => heard.push(isDark));
  });

  it('says nothing of a camera whose first picture comes in time', async () => {
    watch.watch(track);
    await clock.advance(FIRST_FRAME_LIMIT_MS - 1);
    frame();
    await clock.advance(FIRST_FRAME_LIMIT_MS * 2);
    expect(heard).toEqual([]);
    expect(frames.size).toBe(0);
  });

  it('says that a camera gives no picture, and when it does after all', async () => {
    watch.watch(track);
    await clock.advance(FIRST_FRAME_LIMIT_MS);
    expect(watch.isDark).toBe(true);
    frame();
    expect(heard).toEqual([true, false]);
  });

  it('says it of a camera that has stopped, too', async () => {
    watch.watch(track);
    frame();
    track.dispatchEvent(new Event('mute'));
    await clock.advance(FIRST_FRAME_LIMIT_MS);
    expect(heard).toEqual([true]);
    frame();
    expect(heard).toEqual([true, false]);
  });

  it('does not judge by a window that nobody sees, which gets no frames', async () => {
    isVisible = false;
    watch.watch(track);
    await clock.advance(FIRST_FRAME_LIMIT_MS * 3);
    expect(heard).toEqual([]);
    isVisible = true;
    await clock.advance(FIRST_FRAME_LIMIT_MS);
    expect(heard).toEqual([true]);
  });

  it('forgets a camera that is turned off', async () => {
    watch.watch(track);
    watch.watch(null);
    await clock.advance(FIRST_FRAME_LIMIT_MS * 2);
    expect(heard).toEqual([]);
    expect(frames.size).toBe(0);
  });
});
