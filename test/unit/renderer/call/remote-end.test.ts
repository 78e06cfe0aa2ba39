import { beforeEach, describe, expect, it } from 'vitest';
import { RemoteEnd } from '../../../../src/renderer/call/remote-end';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('RemoteEnd', () => {
  const video = fakeTrack('video');
  const audio = fakeTrack('audio');
  let playing: MediaStreamTrack[];
  let shown: (MediaStreamTrack | null)[];
  let remote: RemoteEnd;

  beforeEach(() => {
    playing = [];
    shown = [];
    remote = new RemoteEnd({
      play: (track) => {
        playing.push(track);
        return {
          dispose: () => {
            playing = playing.filter((each) => each !== track);
          },
        };
      },
    });
    remote.onVideo((track) => shown.push(track));
  });

  it('shows no picture before the other end says that its camera is on', () => {
    remote.handleTrack({ kind: 'video', track: video });
    expect(shown).toEqual([null]);
    remote.handleCamera(true);
    expect(shown.at(-1)).toBe(video);
  });

  it('takes the picture away when the camera goes off, and gives it back', () => {
    remote.handleTrack({ kind: 'video', track: video });
    remote.handleCamera(true);
    remote.handleCamera(false);
    expect(shown.at(-1)).toBeNull();
    remote.handleCamera(true);
    expect(shown.at(-1)).toBe(video);
  });

  it('plays the sound until the call is over', () => {
    remote.handleTrack({ kind: 'audio', track: audio });
    expect(playing).toEqual([audio]);
    remote.forget();
    expect(playing).toEqual([]);
    expect(shown.at(-1)).toBeNull();
  });

  it('shows a screen beside the picture for as long as it is shared, and plays its sound', () => {
    const screens: (MediaStreamTrack | null)[] = [];
    const sound = fakeTrack('screen-audio');
    const screen = fakeTrack('screen');
    remote.onScreen((track) => screens.push(track));
    remote.handleTrack({ kind: 'audio', track: audio });
    remote.handleTrack({ kind: 'screen', track: screen });
    remote.handleTrack({ kind: 'screen-audio', track: sound });
    expect(playing).toEqual([audio, sound]);
    expect(screens.at(-1)).toBeNull();
    remote.handleSharing(true);
    expect(screens.at(-1)).toBe(screen);
    expect(shown.at(-1)).toBeNull();
    remote.forget();
    expect(screens.at(-1)).toBeNull();
    expect(playing).toEqual([]);
  });

  it('does not show the next caller with the last one’s camera', () => {
    remote.handleCamera(true);
    remote.forget();
    remote.handleTrack({ kind: 'video', track: video });
    expect(shown.at(-1)).toBeNull();
  });
});
