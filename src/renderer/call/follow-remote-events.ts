import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { TrackKind } from '../rtc/peer-link';
import type { RemoteParticipants } from './remote-participants';
import type { ParticipantTrackKind } from './remote-participant';
import type { RemoteSource } from './remote-events';

/** What the tracks of a link are of a participant. */
const PARTICIPANT_TRACKS: Readonly<Record<TrackKind, ParticipantTrackKind>> = {
  audio: 'voice',
  video: 'camera',
  screen: 'screen',
  'screen-audio': 'screen-sound',
};

/**
 * Keeps the participants true to what they tell, until disposed. Who is among them, others say.
 */
export function followRemoteEvents(
  remote: RemoteSource,
  participants: RemoteParticipants,
  clock: Pick<Clock, 'nowMs'>,
): Disposable {
  const store = new DisposableStore();
  store.add(
    remote.on('connection', ({ id, value }) => {
      participants.update(id, { connection: value });
    }),
  );
  store.add(
    remote.on('track', ({ id, value }) => {
      participants.setTrack(id, PARTICIPANT_TRACKS[value.kind], value.track);
    }),
  );
  store.add(
    remote.on('media', ({ id, value: { camera, microphone, screen = false, isDark = false } }) => {
      participants.update(id, { camera, microphone, isSharing: screen, isCameraDark: isDark });
    }),
  );
  store.add(
    remote.on('level', ({ id, value }) => {
      participants.hear(id, value, clock.nowMs());
    }),
  );
  return store;
}
