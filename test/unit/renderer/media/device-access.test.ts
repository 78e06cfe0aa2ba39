import { describe, expect, it } from 'vitest';
import {
  type Device,
  isTrackOf,
  withoutAliases,
} from '../../../../src/renderer/media/device-access';
import { FakeTrack } from './fake-media-access';

const microphone = (id: string, groupId: string): Device => {
  return { kind: 'microphone', id, groupId, label: id };
};
const ids = (devices: readonly Device[]): readonly string[] => devices.map(({ id }) => id);

describe('the default audio device', () => {
  it('is listed once where it is another device by another id', () => {
    const devices = [microphone('default', 'a'), microphone('m1', 'a'), microphone('m2', 'b')];
    expect(ids(withoutAliases(devices))).toEqual(['m1', 'm2']);
  });

  it('is listed where it is the only one of its case, if loudspeakers do not count', () => {
    const speaker: Device = { kind: 'speaker', id: 's1', groupId: 'a', label: '' };
    const devices = [microphone('default', 'a'), speaker, microphone('m2', 'b')];
    expect(ids(withoutAliases(devices))).toEqual(['default', 's1', 'm2']);
  });

  it('is known by the case that it is in', () => {
    const track = new FakeTrack('microphone', '', 'default m1');
    expect(isTrackOf(track, microphone('m1', `m1's case`))).toBe(true);
    expect(isTrackOf(track, microphone('m2', `m2's case`))).toBe(false);
  });
});
