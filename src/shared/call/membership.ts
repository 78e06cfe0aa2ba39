import { isSuspicious, type Trust } from '../identity/trust';
import type { PublicKey } from '../protocol/fields';
import { type CallPhase, isInCall } from './call-phase';
import { type JoinedRoom, meshPartners } from './room-state';

/** The remote end of a one-to-one call, among the ids of participants. */
export const PEER_ID = 'peer';

/**
 * Why there is neither picture nor sound of somebody in a room, nor for them. `too-many`: it has
 * more people than can be connected with each other. `stranger`: it has a password, and they have
 * not shown that they know it. `local-stranger`: the local user has not, to the others.
 */
export type OutOfReach = 'too-many' | 'stranger' | 'local-stranger';

/** Somebody with whom the local user is in a call or a room. */
export interface Partner {
  readonly id: string;
  /** Sanitised. */
  readonly name: string;
  /** As the server said it first; `null`: they have none. */
  readonly key: PublicKey | null;
  /** Their connection to the server broke: they may come back. */
  readonly isAway: boolean;
  /** `null`: they can be seen and heard. */
  readonly outOfReach: OutOfReach | null;
  /** By which gateway they came: their program is not WebCRT. Left out: by none. */
  readonly via?: string | undefined;
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

/** Whether somebody is in a room with a password and has not shown that they know it. */
export function isStranger({ outOfReach }: Pick<Partner, 'outOfReach'>): boolean {
  return outOfReach === 'stranger';
}

/** The one partner of a call, once it was accepted. */
export function partnersInCall(
  phase: CallPhase,
  key: PublicKey | null = null,
  via: string | null = null,
): readonly Partner[] {
  if (!isInCall(phase)) return [];
  return [
    { id: PEER_ID, name: phase.peer, key, isAway: false, outOfReach: null, via: via ?? undefined },
  ];
}

/** Everybody else in a room, longest there first. */
export function partnersInRoom(joined: JoinedRoom | null): readonly Partner[] {
  if (joined === null) return [];
  const connected = new Set(meshPartners(joined).map(({ id }) => id));
  return joined.members
    .filter(({ id }) => id !== joined.you.id)
    .map(({ id, name, key = null, isAway, via }) => {
      const outOfReach = connected.has(id) ? null : whyOutOfReach(joined, id);
      return { id, name, key, isAway, outOfReach, via };
    });
}

function whyOutOfReach({ you, strangers }: JoinedRoom, id: string): OutOfReach {
  if (strangers.has(id)) return 'stranger';
  return strangers.has(you.id) ? 'local-stranger' : 'too-many';
}
