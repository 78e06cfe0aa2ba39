import { beforeEach, describe, expect, it } from 'vitest';
import { ReceivedPictures } from '../../../../src/renderer/app/received-pictures';
import { Party } from '../../../../src/renderer/call/party';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('a picture that may be passed on', () => {
  const video = fakeTrack('video');
  let party: Party;
  let received: ReceivedPictures;

  beforeEach(() => {
    const sound = { setVolume: () => undefined, dispose: () => undefined };
    party = new Party({ play: () => sound });
    received = new ReceivedPictures(party);
    party.join('1', 'bob');
    party.update('1', { camera: true });
    party.setTrack('1', 'camera', video);
  });

  it('is found by its person’s name, however it is written', () => {
    expect(received.find('BOB')).toEqual({ personId: '1', name: 'bob', track: video });
    expect(received.find('carol')).toBeNull();
  });

  it('is awaited while a link is made anew, as nobody took it away', () => {
    party.setTrack('1', 'camera', null);
    expect(received.fateOf('1')).toBeNull();
    const next = fakeTrack('video', 'next');
    party.setTrack('1', 'camera', next);
    expect(received.fateOf('1')).toBe(next);
  });

  it.each<[string, () => void]>([
    [
      'they switch their camera off',
      () => {
        party.update('1', { camera: false });
      },
    ],
    ['I hide them', () => party.setTaste('bob', { isHidden: true })],
    [
      'they leave',
      () => {
        party.leave('1');
      },
    ],
  ])('is gone when %s, and that is told', (_, act) => {
    const fates: unknown[] = [];
    received.onChange(() => fates.push(received.fateOf('1')));
    act();
    expect(fates.at(-1)).toBe('gone');
  });
});
