/** Why the server refused a request. The user's sentence for each is made at the edge, once. */
export const REFUSAL_REASONS = [
  'bad-request',
  'rate-limited',
  'version-unsupported',
  'not-signed-in',
  'already-signed-in',
  'name-invalid',
  'name-taken',
  /** The connection of whoever has it broke, and they may come back to it: worth trying again. */
  'name-held',
  'name-reserved',
  /** It is for a key, which did not sign. */
  'name-claimed',
  /** What came with the sign-in proves nothing. */
  'identity-invalid',
  /** With one key, at the same time. */
  'too-many-sign-ins',
  /** For one name. */
  'too-many-devices',
  'no-such-device',
  'no-such-person',
  /** Nothing is said to everybody where not everybody sees everybody. */
  'too-many-people',
  /** Their connection broke, and their name is held for them: worth trying again. */
  'not-reachable',
  'not-yourself',
  'person-busy',
  'do-not-disturb',
  'already-in-call',
  'no-such-call',
  'not-allowed',
  /** The one answer of a room that is not there and of one that is not listed and will not open. */
  'room-refused',
  'room-full',
  'room-locked',
  'room-exists',
  'room-name-invalid',
  'too-many-rooms',
  /** Of those from their address. */
  'room-quota',
  'password-wrong',
  'password-throttled',
  'kicked',
  'not-in-room',
  'already-in-room',
  'not-owner',
  /** Somebody on the stage has not agreed that it is shown to others. */
  'not-agreed',
  'no-broadcast',
  'too-many-broadcasts',
  'server-error',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/**
 * What a client adds: the request never got an answer; or a password was given for a room that has
 * none.
 */
export type RequestFailure = RefusalReason | 'offline' | 'timed-out' | 'no-password';

/** Why a call ended, as the server tells the other side. */
export const CALL_END_REASONS = [
  'hung-up',
  'declined',
  'busy',
  'cancelled',
  'no-answer',
  'lost',
  'server-stopping',
] as const;
export type CallEndReason = (typeof CALL_END_REASONS)[number];

/** Why a call was missed: it rang out or was given up, or do-not-disturb or another call was on. */
export const MISSED_REASONS = ['no-answer', 'cancelled', 'do-not-disturb', 'busy'] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

/** Why a member is no longer in the room, as the others are told. */
export const ROOM_LEFT_REASONS = ['left', 'kicked', 'lost'] as const;

/** Why somebody is out of a room without having left it. */
export const ROOM_CLOSED_REASONS = ['kicked', 'stopped', 'full'] as const;
export type RoomClosedReason = (typeof ROOM_CLOSED_REASONS)[number];

/** Why a broadcast ended without its owner having said so. */
export const BROADCAST_END_REASONS = ['refused', 'left', 'silent', 'server-stopping'] as const;
export type BroadcastEndReason = (typeof BROADCAST_END_REASONS)[number];
