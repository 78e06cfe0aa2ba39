import { describe, expect, it } from 'vitest';
import type { MediaFailureReason } from '../../../../src/renderer/media/media-failure';
import { RelaySource } from '../../../../src/renderer/media/sources/relay-source';
import { SourceSwitch } from '../../../../src/renderer/media/sources/source-switch';
import {
  CAMERA_SOURCE,
  type VideoSource,
} from '../../../../src/renderer/media/sources/video-source';
import { Emitter } from '../../../../src/shared/base/emitter';
import { ownLookOfSettings } from '../../../../src/shared/config/look-of-settings';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { fakeTrack } from '../../../helpers/fake-peer-link';

const RELAY = {
  kind: 'relay',
  track: fakeTrack('video', 'carol'),
  personId: '3',
  name: 'carol',
} as const;

function setUp(failure: MediaFailureReason | null = null) {
  const ended = new Emitter<void>();
  const sent: VideoSource[] = [];
  const sources = new SourceSwitch({
    media: {
      onSourceEnded: ended.event,
      setVideoSource: (source) => {
        sent.push(source);
        return Promise.resolve(failure);
      },
    },
    display: { openDisplay: () => Promise.reject(new Error('unused')) },
    font: { family: 'unused', url: 'unused' },
    settings: () => DEFAULT_SETTINGS,
    ownLook: () => ownLookOfSettings(DEFAULT_SETTINGS),
  });
  const gone: string[] = [];
  sources.onRelayGone((name) => gone.push(name));
  return { sources, sent, gone, ended };
}

describe('the choice of what is sent', () => {
  it('stays what it was when another cannot be had', async () => {
    const { sources } = setUp('not-playable');
    expect(await sources.choose({ kind: 'file', clip: new Blob(), name: 'x.txt' })).toBe(
      'not-playable',
    );
    expect(sources.current).toEqual({ kind: 'camera' });
  });

  it('stays as text where that could not start: the camera must not come back by itself', async () => {
    const { sources } = setUp('in-use');
    await sources.choose({ kind: 'ascii' });
    expect(sources.current).toEqual({ kind: 'ascii' });
  });

  it('is the camera after what ends by itself', async () => {
    const { sources, ended } = setUp();
    await sources.choose({ kind: 'screen' });
    ended.fire();
    expect(sources.current).toEqual({ kind: 'camera' });
  });
});

describe('a picture that is passed on', () => {
  it('goes on while its person’s link is made anew, with the next picture of theirs', async () => {
    const { sources, sent, gone } = setUp();
    await sources.choose(RELAY);
    sources.handleReceived(() => null);
    sources.handleReceived((personId) => {
      expect(personId).toBe('3');
      return fakeTrack('video', 'carol anew');
    });
    expect(sources.current).toBe(RELAY);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toBeInstanceOf(RelaySource);
    expect(gone).toEqual([]);
  });

  it('is followed by the camera when it is gone, and that is told once', async () => {
    const { sources, sent, gone } = setUp();
    await sources.choose(RELAY);
    sources.handleReceived(() => 'gone');
    sources.handleReceived(() => 'gone');
    expect(gone).toEqual(['carol']);
    expect(sent.at(-1)).toBe(CAMERA_SOURCE);
    expect(sources.current).toEqual({ kind: 'camera' });
  });

  it('is not asked for while something else is sent', () => {
    const { sources, gone } = setUp();
    sources.handleReceived(() => 'gone');
    expect(gone).toEqual([]);
  });
});
