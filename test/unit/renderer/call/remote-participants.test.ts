import { beforeEach, describe, expect, it } from 'vitest';
import {
  RemoteParticipants,
  type ParticipantPicture,
} from '../../../../src/renderer/call/remote-participants';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('RemoteParticipants', () => {
  const video = fakeTrack('video');
  const audio = fakeTrack('audio');
  let volumes: Map<MediaStreamTrack, number>;
  let pictures: ParticipantPicture[];
  let participants: RemoteParticipants;

  beforeEach(() => {
    volumes = new Map();
    pictures = [];
    participants = new RemoteParticipants({
      play: (track) => {
        volumes.set(track, 100);
        return {
          setVolume: (percent) => volumes.set(track, percent),
          dispose: () => volumes.delete(track),
        };
      },
    });
    participants.onPicture((picture) => pictures.push(picture));
    participants.join('1', 'bob');
  });

  it('shows no picture before its person says that their camera is on', () => {
    participants.setTrack('1', 'camera', video);
    expect(pictures).toEqual([]);
    participants.update('1', { camera: true });
    expect(pictures).toEqual([{ id: '1', kind: 'camera', track: video }]);
  });

  it('takes the picture away when the camera goes off, and gives it back', () => {
    participants.setTrack('1', 'camera', video);
    participants.update('1', { camera: true });
    participants.update('1', { camera: false });
    expect(pictures.at(-1)?.track).toBeNull();
    participants.update('1', { camera: true });
    expect(pictures.at(-1)?.track).toBe(video);
  });

  it('shows a screen beside the camera', () => {
    const screen = fakeTrack('video');
    participants.setTrack('1', 'screen', screen);
    participants.update('1', { camera: true, isSharing: true });
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'screen', track: screen });
    participants.update('1', { isSharing: false });
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'screen', track: null });
  });

  it('plays the sound until its person leaves, and takes their picture away', () => {
    participants.setTrack('1', 'voice', audio);
    participants.setTrack('1', 'camera', video);
    participants.update('1', { camera: true });
    expect([...volumes.keys()]).toEqual([audio]);
    participants.leave('1');
    expect(volumes.size).toBe(0);
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'camera', track: null });
    expect(participants.people).toEqual([]);
  });

  it('does not show the next one with the last one’s camera', () => {
    participants.update('1', { camera: true });
    participants.leave('1');
    participants.join('1', 'carol');
    participants.setTrack('1', 'camera', video);
    expect(pictures).toEqual([]);
  });

  it('keeps everybody in the order in which they came', () => {
    participants.join('2', 'carol');
    participants.join('3', 'dan');
    participants.update('1', { microphone: false });
    participants.join('2', 'carol');
    expect(participants.people.map(({ name }) => name)).toEqual(['bob', 'carol', 'dan']);
    participants.leave('2');
    expect(participants.people.map(({ name }) => name)).toEqual(['bob', 'dan']);
  });

  it('tells only what is new', () => {
    let told = 0;
    participants.onChange(() => (told += 1));
    expect(participants.update('1', { microphone: true, camera: null })).toBe(false);
    expect(participants.update('nobody', { camera: true })).toBe(false);
    participants.leave('nobody');
    expect(told).toBe(0);
    expect(participants.update('1', { microphone: false })).toBe(true);
    expect(told).toBe(1);
  });

  it('hides a person for me, and brings them back', () => {
    participants.setTrack('1', 'camera', video);
    participants.update('1', { camera: true });
    participants.setPreferences('Bob', { isHidden: true });
    expect(pictures.at(-1)?.track).toBeNull();
    participants.setPreferences('bob', { isHidden: false });
    expect(pictures.at(-1)?.track).toBe(video);
  });

  it('remembers how loud somebody is to be, also when they come again', () => {
    participants.setPreferences('bob', { volume: 40 });
    participants.leave('1');
    participants.join('7', 'bob');
    participants.setTrack('7', 'voice', audio);
    expect(volumes.get(audio)).toBe(40);
    participants.setPreferences('bob', { isMuted: true });
    expect(volumes.get(audio)).toBe(0);
    participants.setPreferences('bob', { isMuted: false });
    expect(volumes.get(audio)).toBe(40);
    expect(participants.setPreferences('bob', { volume: 900 }).volume).toBe(200);
  });

  it('finds people however their name is written', () => {
    expect(participants.find('BOB')?.id).toBe('1');
    expect(participants.find('ann')).toBeUndefined();
  });

  it('gives people by their id, for as long as they are here and not blocked', () => {
    expect(participants.byId('1')?.name).toBe('bob');
    expect(participants.byId('2')).toBeUndefined();
    participants.setBlocked(['bob']);
    expect(participants.byId('1')).toBeUndefined();
    participants.setBlocked([]);
    participants.leave('1');
    expect(participants.byId('1')).toBeUndefined();
  });

  describe('with somebody who is blocked', () => {
    beforeEach(() => {
      participants.setTrack('1', 'voice', audio);
      participants.setTrack('1', 'camera', video);
      participants.update('1', { camera: true });
    });

    it('neither shows nor plays nor names them', () => {
      const told: string[][] = [];
      participants.onChange((people) => told.push(people.map(({ name }) => name)));
      participants.setBlocked(['BOB']);
      expect(told).toEqual([[]]);
      expect(participants.find('bob')).toBeUndefined();
      expect(participants.blockedIds).toEqual(['1']);
      expect(volumes.get(audio)).toBe(0);
      expect(pictures.at(-1)).toEqual({ id: '1', kind: 'camera', track: null });
    });

    it('brings them back as they were liked', () => {
      participants.setPreferences('bob', { volume: 150 });
      participants.setBlocked(['bob']);
      participants.setPreferences('bob', { isMuted: false });
      expect(volumes.get(audio)).toBe(0);
      participants.setBlocked([]);
      expect(participants.find('bob')?.preferences).toEqual({
        volume: 150,
        isHidden: false,
        isMuted: false,
      });
      expect(volumes.get(audio)).toBe(150);
      expect(pictures.at(-1)?.track).toBe(video);
      expect(participants.blockedIds).toEqual([]);
    });

    it('knows them when they come, or take that name', () => {
      participants.setBlocked(['eve', 'rob']);
      pictures = [];
      participants.join('2', 'Eve');
      participants.setTrack('2', 'screen', fakeTrack('video'));
      participants.update('2', { isSharing: true });
      participants.update('1', { name: 'rob' });
      expect(participants.people).toEqual([]);
      expect(pictures).toEqual([{ id: '1', kind: 'camera', track: null }]);
      expect(volumes.get(audio)).toBe(0);
    });
  });
});
