import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { PartyConnection } from '../../shared/party/participant';
import type { TrackKind } from '../rtc/peer-link';
import type { CallSession } from './call-session';
import type { Party } from './party';
import type { PartyTrackKind } from './party-member';

/** The other end of a one-to-one call, in the party. */
export const PEER_ID = 'peer';

const CONNECTIONS: Readonly<Record<CallPhase['kind'], PartyConnection>> = {
  idle: 'closed',
  outgoing: 'new',
  incoming: 'new',
  connecting: 'connecting',
  live: 'connected',
  reconnecting: 'disconnected',
};

/** What the tracks of a link are to the party. */
export const PARTY_TRACKS: Readonly<Record<TrackKind, PartyTrackKind>> = {
  audio: 'voice',
  video: 'camera',
  screen: 'screen',
  'screen-audio': 'screen-sound',
};

/** Brings the other end of each one-to-one call to the party, until disposed. */
export function bringCallToParty(
  call: Pick<CallSession, 'onPhase' | 'onRemoteTrack' | 'onPeerMedia' | 'onLevel'>,
  party: Party,
  clock: Pick<Clock, 'nowMs'>,
): Disposable {
  const store = new DisposableStore();
  let isThere = false;
  store.add(
    call.onPhase((phase) => {
      if (isInCall(phase)) {
        isThere = true;
        party.join(PEER_ID, phase.peer);
        party.update(PEER_ID, { connection: CONNECTIONS[phase.kind] });
      } else if (isThere) {
        isThere = false;
        party.leave(PEER_ID);
      }
    }),
  );
  store.add(
    call.onRemoteTrack(({ kind, track }) => {
      party.setTrack(PEER_ID, PARTY_TRACKS[kind], track);
    }),
  );
  store.add(
    call.onPeerMedia(({ camera, microphone, screen = false, isDark = false }) => {
      party.update(PEER_ID, { camera, microphone, isSharing: screen, isCameraDark: isDark });
    }),
  );
  store.add(
    call.onLevel((level) => {
      party.hear(PEER_ID, level, clock.nowMs());
    }),
  );
  return store;
}
