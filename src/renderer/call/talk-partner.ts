import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { JoinedRoom } from '../../shared/call/room-state';

/** Whom a bare line reaches: those in the room, or the other of the call; `null`: nobody. */
export function talkPartner(
  phase: CallPhase,
  room: Pick<JoinedRoom, 'info'> | null,
): string | null {
  if (room !== null) return room.info.name;
  return isInCall(phase) ? phase.peer : null;
}
