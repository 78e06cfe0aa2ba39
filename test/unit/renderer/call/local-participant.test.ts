import { beforeEach, describe, expect, it } from 'vitest';
import {
  LocalParticipant,
  type LocalState,
  mediaStateOf,
  sharedWith,
} from '../../../../src/renderer/call/local-participant';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('LocalParticipant', () => {
  const camera = fakeTrack('video');
  const microphone = fakeTrack('audio');
  let local: LocalParticipant;
  let states: LocalState[];

  beforeEach(() => {
    local = new LocalParticipant();
    states = [];
    local.onChange((state) => states.push(state));
  });

  it('keeps the tracks of those kinds that a change leaves out', () => {
    local.update({ tracks: { video: camera } });
    local.update({ tracks: { audio: microphone } });
    expect(local.state.tracks).toMatchObject({ video: camera, audio: microphone, screen: null });
  });

  it('shows what is new to those who are told, and leaves earlier states as they were', () => {
    const before = local.state;
    local.onChange(() => {
      expect(local.state.bandwidth).toBe('low');
    });
    local.update({ bandwidth: 'low' });
    expect([before.bandwidth, states.length]).toEqual(['auto', 1]);
  });

  it('tells nobody of a change that changes nothing', () => {
    local.update({ tracks: { video: camera }, withheldFrom: new Set(['1']), isMuted: true });
    const { costume } = local.state;
    local.update({ tracks: { video: camera }, withheldFrom: new Set(['1']), isMuted: true });
    local.update({ costume });
    expect(states).toHaveLength(1);
    local.update({ withheldFrom: new Set(['2']) });
    expect(states).toHaveLength(2);
  });

  it('gives those from whom it withholds no track, and tells them of no dark camera', () => {
    local.update({ tracks: { audio: microphone }, isCameraDark: true, isRecording: true });
    local.update({ withheldFrom: new Set(['1']) });
    const shared = sharedWith(local.state, '1');
    expect(shared).toMatchObject({ isCameraDark: false, isRecording: true });
    expect(Object.values(shared.tracks)).toEqual([null, null, null, null]);
    expect(sharedWith(local.state, '2')).toBe(local.state);
  });

  it('says of a muted microphone, and of a track that ended, that they are off', () => {
    const ended = Object.assign(fakeTrack('video'), { readyState: 'ended' });
    local.update({ tracks: { audio: microphone, video: ended } });
    expect(mediaStateOf(local.state)).toEqual({ kind: 'media', camera: false, microphone: true });
    local.update({ isMuted: true, tracks: { video: camera, screen: fakeTrack('screen') } });
    expect(mediaStateOf(local.state)).toEqual({
      kind: 'media',
      camera: true,
      microphone: false,
      screen: true,
    });
  });
});
