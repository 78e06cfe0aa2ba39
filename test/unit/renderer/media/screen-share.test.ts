import { describe, expect, it } from 'vitest';
import { displayOptions, ScreenShare } from '../../../../src/renderer/media/screen-share';
import { FakeTrack } from './fake-media-access';

/** A machine whose user chooses what a test says. */
function setUp() {
  const asked: DisplayMediaStreamOptions[] = [];
  const given: FakeTrack[][] = [];
  let answer: 'screen' | 'with-sound' | DOMException = 'screen';
  const share = new ScreenShare({
    openDisplay: (options) => {
      asked.push(options);
      if (typeof answer === 'object') return Promise.reject(answer);
      const video = new FakeTrack('camera', 'screen', 'screen');
      const audio = new FakeTrack('microphone', 'sound', 'sound');
      const tracks = answer === 'screen' ? [video] : [video, audio];
      given.push(tracks);
      const ofKind = (kind: string) => tracks.filter((track) => track.kind === kind);
      return Promise.resolve({
        getTracks: () => tracks,
        getVideoTracks: () => ofKind('video'),
        getAudioTracks: () => ofKind('audio'),
      } as unknown as MediaStream);
    },
  });
  const changes: string[] = [];
  share.onChange((change) => changes.push(change));
  const choose = (next: typeof answer): void => {
    answer = next;
  };
  return { share, changes, asked, given, choose };
}

describe('a screen that I share', () => {
  it('is shared with its sound where there is any, and told to encoders as text to be read', async () => {
    const { share, changes, choose } = setUp();
    expect(await share.start(null)).toBeNull();
    expect(share.tracks.audio).toBeNull();
    expect(share.tracks.video?.contentHint).toBe('detail');
    choose('with-sound');
    await share.start('tab');
    expect(share.tracks.audio).not.toBeNull();
    expect(changes).toEqual(['started', 'started']);
  });

  it('is not shared when the call has ended while it was being chosen', async () => {
    const { share, changes, given } = setUp();
    const started = share.start(null);
    expect(share.stop()).toBe(false);
    expect(await started).toBe('aborted');
    expect(changes).toEqual([]);
    expect(given[0].every(({ readyState }) => readyState === 'ended')).toBe(true);
    expect(await share.start(null)).toBeNull();
  });

  it('is stopped once, however often that is asked for', async () => {
    const { share, changes, given } = setUp();
    await share.start(null);
    expect(share.stop()).toBe(true);
    expect(share.stop()).toBe(false);
    expect(given.flat().map(({ readyState }) => readyState)).toEqual(['ended']);
    expect(share.tracks).toEqual({ video: null, audio: null });
    expect(changes).toEqual(['started', 'stopped']);
  });

  it('is over when the browser ends it', async () => {
    const { share, changes, given } = setUp();
    await share.start('window');
    given[0]?.[0]?.unplug();
    expect(share.isOn).toBe(false);
    expect(changes).toEqual(['started', 'ended-by-system']);
  });

  it('stays when the user thinks better of another one', async () => {
    const { share, changes, choose } = setUp();
    await share.start(null);
    choose(new DOMException('no', 'NotAllowedError'));
    expect(await share.start('screen')).toBe('denied');
    expect(share.isOn).toBe(true);
    expect(changes).toEqual(['started']);
  });

  it('has one picker at a time', async () => {
    const { share, asked } = setUp();
    expect(await Promise.all([share.start(null), share.start(null)])).toEqual([null, 'aborted']);
    expect(asked).toHaveLength(1);
  });

  it('asks for what was named first, and never for this very tab', () => {
    expect(displayOptions('window')).toMatchObject({
      video: { displaySurface: 'window' },
      selfBrowserSurface: 'exclude',
    });
    expect(displayOptions(null).video).not.toHaveProperty('displaySurface');
  });
});
