import { isSuspicious, type Trust } from '../identity/trust';
import type { PublicKey } from '../protocol/fields';
import { type CallPhase, isInCall } from './call-phase';
import { type JoinedRoom, meshPartners } from './room-state';

/** The remote end of a one-to-one call, among the ids of participants. */
export const PEER_ID = 'peer';

/** Somebody with whom the local user is in a call or a room. */
export interface Partner {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
  /** As the server said it first; `null`: they have none. */
  readonly key: PublicKey | null;
  /** Their connection to the server broke: they may come back. */
  readonly isAway: boolean;
  /** The room has more people than can be connected with each other: no picture, no sound. */
  readonly isOutOfReach: boolean;
}

/** Whether the participant of this id is the one of a call, or one of those in a room. */
export function placeOf(id: string): 'call' | 'room' {
  return id === PEER_ID ? 'call' : 'room';
}

/**
 * Whether somebody in a room may be in the place of the one whom the local user knows by that name.
 * Anybody comes into a room; in a call the user has answered whoever it is.
 */
export function isSuspiciousMember({
  id,
  trust,
}: {
  readonly id: string;
  readonly trust: Trust | null;
}): boolean {
  return placeOf(id) === 'room' && isSuspicious(trust);
}

/** The one partner of a call, once it was accepted. */
export function partnersInCall(phase: CallPhase, key: PublicKey | null = null): readonly Partner[] {
  if (!isInCall(phase)) return [];
  return [{ id: PEER_ID, name: phase.peer, key, isAway: false, isOutOfReach: false }];
}

/** Everybody else in a room, longest there first. */
export function partnersInRoom(joined: JoinedRoom | null): readonly Partner[] {
  if (joined === null) return [];
  const connected = new Set(meshPartners(joined).map(({ id }) => id));
  return joined.members
    .filter(({ id }) => id !== joined.you.id)
    .map(({ id, name, key = null, isAway }) => {
      return { id, name, key, isAway, isOutOfReach: !connected.has(id) };
    });
}
