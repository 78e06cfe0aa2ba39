import type { CallPhase } from '../../shared/call/call-phase';
import { partnersInCall, placeOf } from '../../shared/call/membership';
import type { Participant } from '../../shared/call/participant';
import type { JoinedRoom } from '../../shared/call/room-state';
import { ECHO_NAME } from '../../shared/protocol/messages';
import type { FilePlace } from '../../shared/transfer/audience';

/** What it depends on whom files can go to. */
export interface FilePlaceFacts {
  readonly phase: CallPhase;
  /** `null`: the local user is in none. */
  readonly room: JoinedRoom | null;
  /** Everybody who is here, those who are blocked left out. */
  readonly people: readonly Participant[];
}

/** Where the local user is, and whom files can go to. A room goes before a call. */
export function filePlaceOf({ phase, room, people }: FilePlaceFacts): FilePlace {
  if (room !== null) {
    const inRoom = people.filter(({ id }) => placeOf(id) === 'room');
    return { kind: 'room', me: room.you.name, people: inRoom };
  }
  const peer = partnersInCall(phase).at(0);
  if (peer === undefined) return { kind: 'nowhere' };
  return peer.name === ECHO_NAME
    ? { kind: 'echo' }
    : { kind: 'call', peer: people.find(({ id }) => id === peer.id) ?? peer };
}
