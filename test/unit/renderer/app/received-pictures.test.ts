import { beforeEach, describe, expect, it } from 'vitest';
import { ReceivedPictures } from '../../../../src/renderer/app/received-pictures';
import { RemoteParticipants } from '../../../../src/renderer/call/remote-participants';
import { fakeTrack } from '../../../helpers/fake-peer-link';

describe('a picture that may be passed on', () => {
  const video = fakeTrack('video');
  let participants: RemoteParticipants;
  let received: ReceivedPictures;

  beforeEach(() => {
    const sound = { setVolume: () => undefined, dispose: () => undefined };
    participants = new RemoteParticipants({ play: () => sound });
    received = new ReceivedPictures(participants);
    participants.join('1', 'bob');
    participants.update('1', { camera: true });
    participants.setTrack('1', 'camera', video);
  });

  it('is found by its person’s name, however it is written', () => {
    expect(received.find('BOB')).toEqual({ personId: '1', name: 'bob', track: video });
    expect(received.find('carol')).toBeNull();
  });

  it('is awaited while a link is made anew, as nobody took it away', () => {
    participants.setTrack('1', 'camera', null);
    expect(received.fateOf('1')).toBeNull();
    const next = fakeTrack('video', 'next');
    participants.setTrack('1', 'camera', next);
    expect(received.fateOf('1')).toBe(next);
  });

  it.each<[string, () => void]>([
    [
      'they switch their camera off',
      () => {
        participants.update('1', { camera: false });
      },
    ],
    ['I hide them', () => participants.setPreferences('bob', { isHidden: true })],
    [
      'they leave',
      () => {
        participants.leave('1');
      },
    ],
  ])('is gone when %s, and that is told', (_, act) => {
    const fates: unknown[] = [];
    received.onChange(() => fates.push(received.fateOf('1')));
    act();
    expect(fates.at(-1)).toBe('gone');
  });
});
