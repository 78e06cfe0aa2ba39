import { describe, expect, it } from 'vitest';
import {
  cameraNote,
  type OwnMedia,
  ownMediaFacts,
} from '../../../../src/renderer/app/own-media-facts';

/** In a call, with everything on. */
const ON: OwnMedia = {
  hasCamera: true,
  isCameraWanted: true,
  isCameraDark: false,
  source: null,
  hasMicrophone: true,
  isMuted: false,
  mayBeHeard: true,
  talkMode: 'off',
  talkKey: 'F9',
  isTalking: true,
};
const OFF: OwnMedia = { ...ON, hasCamera: false, isCameraWanted: false };
const COMING: OwnMedia = { ...ON, hasCamera: false };
const DARK: OwnMedia = { ...ON, isCameraDark: true };

describe('what the window says of the local camera', () => {
  it.each([
    ['on', ON],
    ['off', OFF],
    ['none', COMING],
    ['dark', DARK],
  ] as const)('is "%s"', (camera, own) => {
    expect(ownMediaFacts(own).camera).toBe(camera);
  });

  it('names what is sent in its place', () => {
    expect(ownMediaFacts({ ...ON, source: 'screen' }).source).toBe('screen');
    expect(ownMediaFacts(ON)).not.toHaveProperty('source');
  });

  it('is noted where the picture would be, and stays noted while it is on its way', () => {
    expect(cameraNote(ON, 'off')).toBeNull();
    expect(cameraNote(OFF, 'off')).toBe('off');
    expect(cameraNote(DARK, 'off')).toBe('Your camera gives no picture.');
    expect(cameraNote(COMING, 'off')).toBeUndefined();
  });

  it('is no fault of what is sent although the camera is off', () => {
    expect(cameraNote({ ...ON, isCameraWanted: false }, 'off')).toBeNull();
  });
});

describe('what the window says of the local microphone', () => {
  it('is that it is missing in a call, and nothing to worry about outside of one', () => {
    expect(ownMediaFacts({ ...ON, hasMicrophone: false }).microphone).toBe('none');
    expect(ownMediaFacts({ ...ON, hasMicrophone: false, isTalking: false }).microphone).toBe(
      'idle',
    );
  });

  it('is that it is muted before anything else', () => {
    const muted = { ...ON, isMuted: true, mayBeHeard: false };
    expect(ownMediaFacts(muted).microphone).toBe('muted');
    expect(ownMediaFacts({ ...muted, hasMicrophone: false }).microphone).toBe('muted');
  });

  it('is that it is silent while the key keeps others from hearing', () => {
    expect(ownMediaFacts(ON).microphone).toBe('on');
    expect(ownMediaFacts({ ...ON, mayBeHeard: false }).microphone).toBe('silent');
  });

  it('names the key where others hear only while it is held', () => {
    const keys = (['off', 'talk', 'mute'] as const).map(
      (talkMode) => ownMediaFacts({ ...ON, talkMode }).talkKey,
    );
    expect(keys).toEqual([null, 'F9', null]);
  });
});
