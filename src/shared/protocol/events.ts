import type * as v from 'valibot';
import {
  agreeSchema,
  broadcastEndedSchema,
  broadcastStartedSchema,
  frameSchema,
  frameTakenSchema,
  startBroadcastSchema,
} from './broadcast-messages';
import {
  callAcceptedSchema,
  callEndedSchema,
  callRefSchema,
  chatMessageSchema,
  declineSchema,
  devicesSchema,
  doneSchema,
  emptySchema,
  incomingCallSchema,
  inviteSchema,
  invitedSchema,
  linkDeviceSchema,
  listDevicesSchema,
  listPeopleSchema,
  messageSentSchema,
  missedCallSchema,
  peopleChangedSchema,
  peoplePageSchema,
  type Refusal,
  removeDeviceSchema,
  saySchema,
  sendSignalSchema,
  serverStoppingSchema,
  setPresenceSchema,
  signalReceivedSchema,
  signedInSchema,
  signInSchema,
  tellSchema,
  watchedSchema,
  watchSchema,
} from './messages';
import {
  createRoomSchema,
  describedSchema,
  describeSchema,
  doorSchema,
  joinRoomSchema,
  kickSchema,
  memberJoinedSchema,
  memberLeftSchema,
  memberRefSchema,
  roomChangedSchema,
  roomClosedSchema,
  roomCreatedSchema,
  roomDoorSchema,
  roomEnteredSchema,
  roomEventSchema,
  roomMessageSchema,
  roomMessageSentSchema,
  roomSetSchema,
  roomsSchema,
  roomTicketPushSchema,
  roomSignalReceivedSchema,
  roomSignalSchema,
  sendEventSchema,
  setRoomSchema,
} from './room-messages';
import { turnCredentialsSchema } from './turn-messages';

/**
 * Everything a client may ask of the server: name -> what it sends and what a granted request is
 * answered with. Server and client derive their types and their parsers from this one table.
 */
export const REQUESTS = {
  'session:sign-in': { payload: signInSchema, reply: signedInSchema },
  'session:sign-out': { payload: emptySchema, reply: doneSchema },
  /** Another key for the name that one has; all that it has; and one that it has no longer. */
  'device:link': { payload: linkDeviceSchema, reply: devicesSchema },
  'device:list': { payload: listDevicesSchema, reply: devicesSchema },
  'device:remove': { payload: removeDeviceSchema, reply: devicesSchema },
  'presence:set': { payload: setPresenceSchema, reply: doneSchema },
  /** Whom one is told of, where that is not everybody. */
  'people:watch': { payload: watchSchema, reply: watchedSchema },
  /** Who is here, a page at a time. */
  'people:list': { payload: listPeopleSchema, reply: peoplePageSchema },
  'chat:say': { payload: saySchema, reply: messageSentSchema },
  'chat:tell': { payload: tellSchema, reply: messageSentSchema },
  'call:invite': { payload: inviteSchema, reply: invitedSchema },
  /** The callee's app says that it rings (and so that somebody may hear it). */
  'call:ringing': { payload: callRefSchema, reply: doneSchema },
  'call:accept': { payload: callRefSchema, reply: doneSchema },
  'call:decline': { payload: declineSchema, reply: doneSchema },
  /** The callee hears no more of it and has the line free; to the caller it rings on. */
  'call:ignore': { payload: callRefSchema, reply: doneSchema },
  /** Ends a call at any stage: a ringing one is cancelled by its caller, a live one hung up. */
  'call:hang-up': { payload: callRefSchema, reply: doneSchema },
  'call:signal': { payload: sendSignalSchema, reply: doneSchema },
  /** An account at the TURN server, for one peer connection that is about to be made. */
  'turn:credentials': { payload: emptySchema, reply: turnCredentialsSchema },
  /** Makes a room and enters it, as its owner. */
  'room:create': { payload: createRoomSchema, reply: roomCreatedSchema },
  /** How to knock at a room that opens with a password. */
  'room:door': { payload: roomDoorSchema, reply: doorSchema },
  'room:join': { payload: joinRoomSchema, reply: roomEnteredSchema },
  'room:leave': { payload: emptySchema, reply: doneSchema },
  /** The rooms that are listed, and those that one owns. */
  'room:list': { payload: emptySchema, reply: roomsSchema },
  /** For the owner, as are the next two. */
  'room:set': { payload: setRoomSchema, reply: roomSetSchema },
  'room:kick': { payload: kickSchema, reply: doneSchema },
  /** Puts everybody out and ends the room, kept or not. */
  'room:stop': { payload: emptySchema, reply: doneSchema },
  'room:signal': { payload: roomSignalSchema, reply: doneSchema },
  'room:say': { payload: saySchema, reply: roomMessageSentSchema },
  'room:describe': { payload: describeSchema, reply: doneSchema },
  /** Whatever a program built on rooms has to tell the others. */
  'room:event': { payload: sendEventSchema, reply: doneSchema },
  /** Whether the one of that name may show to others what both are on: a call, or a room. */
  'broadcast:agree': { payload: agreeSchema, reply: doneSchema },
  /** Gives an address under which frames are shown: once everybody there has agreed. */
  'broadcast:start': { payload: startBroadcastSchema, reply: broadcastStartedSchema },
  'broadcast:frame': { payload: frameSchema, reply: frameTakenSchema },
  'broadcast:stop': { payload: emptySchema, reply: doneSchema },
} as const;

/** Everything the server tells a client unasked. */
export const PUSHES = {
  'people:changed': peopleChangedSchema,
  'chat:message': chatMessageSchema,
  'call:incoming': incomingCallSchema,
  'call:ringing': callRefSchema,
  'call:accepted': callAcceptedSchema,
  'call:signal': signalReceivedSchema,
  'call:ended': callEndedSchema,
  'call:missed': missedCallSchema,
  /** The other end's connection to the server broke; media may go on. */
  'call:interrupted': callRefSchema,
  /** ... and is back. */
  'call:resumed': callRefSchema,
  'room:joined': memberJoinedSchema,
  'room:left': memberLeftSchema,
  /** A member's connection to the server broke; media may go on. */
  'room:away': memberRefSchema,
  /** ... and is back. */
  'room:back': memberRefSchema,
  'room:changed': roomChangedSchema,
  /** To somebody who is out of the room without having left it. */
  'room:closed': roomClosedSchema,
  /**
   * For a member to keep, and to show to a server that has forgotten the room; the last one counts.
   */
  'room:ticket': roomTicketPushSchema,
  'room:signal': roomSignalReceivedSchema,
  'room:message': roomMessageSchema,
  'room:described': describedSchema,
  'room:event': roomEventSchema,
  /** To whoever broadcast. */
  'broadcast:ended': broadcastEndedSchema,
  'server:stopping': serverStoppingSchema,
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestPayload<K extends RequestName> = v.InferOutput<(typeof REQUESTS)[K]['payload']>;
export type GrantedReply<K extends RequestName> = v.InferOutput<(typeof REQUESTS)[K]['reply']>;
export type Reply<K extends RequestName> = GrantedReply<K> | Refusal;

export type PushName = keyof typeof PUSHES;
export type PushPayload<K extends PushName> = v.InferOutput<(typeof PUSHES)[K]>;

/** A push as a value, for those who pass pushes on: `{ name: 'call:ended', payload: {...} }`. */
export type Push = PushOf<PushName>;

/** A push of one of these names. */
export type PushOf<N extends PushName> = {
  [K in N]: { readonly name: K; readonly payload: PushPayload<K> };
}[N];

/** The pushes as an event map in socket.io's form. */
export type ServerToClientEvents = { [K in PushName]: (payload: PushPayload<K>) => void };
