import { beforeEach, describe, expect, it } from 'vitest';
import { Party, type PartyPicture } from '../../../../src/renderer/call/party';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('Party', () => {
  const video = fakeTrack('video');
  const audio = fakeTrack('audio');
  let volumes: Map<MediaStreamTrack, number>;
  let pictures: PartyPicture[];
  let party: Party;

  beforeEach(() => {
    volumes = new Map();
    pictures = [];
    party = new Party({
      play: (track) => {
        volumes.set(track, 100);
        return {
          setVolume: (percent) => volumes.set(track, percent),
          dispose: () => volumes.delete(track),
        };
      },
    });
    party.onPicture((picture) => pictures.push(picture));
    party.join('1', 'bob');
  });

  it('shows no picture before its person says that their camera is on', () => {
    party.setTrack('1', 'camera', video);
    expect(pictures).toEqual([]);
    party.update('1', { camera: true });
    expect(pictures).toEqual([{ id: '1', kind: 'camera', track: video }]);
  });

  it('takes the picture away when the camera goes off, and gives it back', () => {
    party.setTrack('1', 'camera', video);
    party.update('1', { camera: true });
    party.update('1', { camera: false });
    expect(pictures.at(-1)?.track).toBeNull();
    party.update('1', { camera: true });
    expect(pictures.at(-1)?.track).toBe(video);
  });

  it('shows a screen beside the camera', () => {
    const screen = fakeTrack('video');
    party.setTrack('1', 'screen', screen);
    party.update('1', { camera: true, isSharing: true });
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'screen', track: screen });
    party.update('1', { isSharing: false });
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'screen', track: null });
  });

  it('plays the sound until its person leaves, and takes their picture away', () => {
    party.setTrack('1', 'voice', audio);
    party.setTrack('1', 'camera', video);
    party.update('1', { camera: true });
    expect([...volumes.keys()]).toEqual([audio]);
    party.leave('1');
    expect(volumes.size).toBe(0);
    expect(pictures.at(-1)).toEqual({ id: '1', kind: 'camera', track: null });
    expect(party.people).toEqual([]);
  });

  it('does not show the next one with the last one’s camera', () => {
    party.update('1', { camera: true });
    party.leave('1');
    party.join('1', 'carol');
    party.setTrack('1', 'camera', video);
    expect(pictures).toEqual([]);
  });

  it('keeps everybody in the order in which they came', () => {
    party.join('2', 'carol');
    party.join('3', 'dan');
    party.update('1', { microphone: false });
    party.join('2', 'carol');
    expect(party.people.map(({ name }) => name)).toEqual(['bob', 'carol', 'dan']);
    party.leave('2');
    expect(party.people.map(({ name }) => name)).toEqual(['bob', 'dan']);
  });

  it('tells only what is new', () => {
    let told = 0;
    party.onChange(() => (told += 1));
    party.update('1', { microphone: true, camera: null });
    party.update('nobody', { camera: true });
    party.leave('nobody');
    expect(told).toBe(0);
    party.update('1', { microphone: false });
    expect(told).toBe(1);
  });

  it('hides a person for me, and brings them back', () => {
    party.setTrack('1', 'camera', video);
    party.update('1', { camera: true });
    party.setTaste('Bob', { isHidden: true });
    expect(pictures.at(-1)?.track).toBeNull();
    party.setTaste('bob', { isHidden: false });
    expect(pictures.at(-1)?.track).toBe(video);
  });

  it('remembers how loud somebody is to be, also when they come again', () => {
    party.setTaste('bob', { volume: 40 });
    party.leave('1');
    party.join('7', 'bob');
    party.setTrack('7', 'voice', audio);
    expect(volumes.get(audio)).toBe(40);
    party.setTaste('bob', { isMuted: true });
    expect(volumes.get(audio)).toBe(0);
    party.setTaste('bob', { isMuted: false });
    expect(volumes.get(audio)).toBe(40);
    expect(party.setTaste('bob', { volume: 900 }).volume).toBe(200);
  });

  it('finds people however their name is written', () => {
    expect(party.find('BOB')?.id).toBe('1');
    expect(party.find('ann')).toBeUndefined();
  });

  it('gives people by their id, for as long as they are here and not blocked', () => {
    expect(party.byId('1')?.name).toBe('bob');
    expect(party.byId('2')).toBeUndefined();
    party.setBlocked(['bob']);
    expect(party.byId('1')).toBeUndefined();
    party.setBlocked([]);
    party.leave('1');
    expect(party.byId('1')).toBeUndefined();
  });

  describe('with somebody who is blocked', () => {
    beforeEach(() => {
      party.setTrack('1', 'voice', audio);
      party.setTrack('1', 'camera', video);
      party.update('1', { camera: true });
    });

    it('neither shows nor plays nor names them', () => {
      const told: string[][] = [];
      party.onChange((people) => told.push(people.map(({ name }) => name)));
      party.setBlocked(['BOB']);
      expect(told).toEqual([[]]);
      expect(party.find('bob')).toBeUndefined();
      expect(party.blockedIds).toEqual(['1']);
      expect(volumes.get(audio)).toBe(0);
      expect(pictures.at(-1)).toEqual({ id: '1', kind: 'camera', track: null });
    });

    it('brings them back as they were liked', () => {
      party.setTaste('bob', { volume: 150 });
      party.setBlocked(['bob']);
      party.setTaste('bob', { isMuted: false });
      expect(volumes.get(audio)).toBe(0);
      party.setBlocked([]);
      expect(party.find('bob')?.taste).toEqual({ volume: 150, isHidden: false, isMuted: false });
      expect(volumes.get(audio)).toBe(150);
      expect(pictures.at(-1)?.track).toBe(video);
      expect(party.blockedIds).toEqual([]);
    });

    it('knows them when they come, or take that name', () => {
      party.setBlocked(['eve', 'rob']);
      pictures = [];
      party.join('2', 'Eve');
      party.setTrack('2', 'screen', fakeTrack('video'));
      party.update('2', { isSharing: true });
      party.update('1', { name: 'rob' });
      expect(party.people).toEqual([]);
      expect(pictures).toEqual([{ id: '1', kind: 'camera', track: null }]);
      expect(volumes.get(audio)).toBe(0);
    });
  });
});
