import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { TrackKind } from '../rtc/peer-link';
import type { Party } from './party';
import type { PartyTrackKind } from './party-member';
import type { RemoteSource } from './remote-events';

/** What the tracks of a link are to the party. */
const PARTY_TRACKS: Readonly<Record<TrackKind, PartyTrackKind>> = {
  audio: 'voice',
  video: 'camera',
  screen: 'screen',
  'screen-audio': 'screen-sound',
};

/** Shows in the party what remote participants tell, until disposed. Who is in it, others say. */
export function showRemoteInParty(
  remote: RemoteSource,
  party: Party,
  clock: Pick<Clock, 'nowMs'>,
): Disposable {
  const store = new DisposableStore();
  store.add(
    remote.on('connection', ({ id, value }) => {
      party.update(id, { connection: value });
    }),
  );
  store.add(
    remote.on('track', ({ id, value }) => {
      party.setTrack(id, PARTY_TRACKS[value.kind], value.track);
    }),
  );
  store.add(
    remote.on('media', ({ id, value: { camera, microphone, screen = false, isDark = false } }) => {
      party.update(id, { camera, microphone, isSharing: screen, isCameraDark: isDark });
    }),
  );
  store.add(
    remote.on('level', ({ id, value }) => {
      party.hear(id, value, clock.nowMs());
    }),
  );
  return store;
}
