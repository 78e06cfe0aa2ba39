import * as v from 'valibot';
import { publicKeySchema, viaSchema } from '../protocol/fields';

// What a page keeps of the call or the room that it is in, for the page that takes its place if it
// crashes.

const pinSchema = v.nullable(v.string());
/** Of the other end; `null`: they have none. */
const keySchema = v.nullable(publicKeySchema);

const callSchema = v.object({
  kind: v.literal('call'),
  callId: v.string(),
  peer: v.string(),
  direction: v.picklist(['outgoing', 'incoming']),
  /** Of the newest peer connection. */
  generation: v.number(),
  /** The certificate that the other end has to show, as `AB:CD:…`; `null`: none was seen yet. */
  pin: pinSchema,
  key: keySchema,
  /** By which gateway the other end came; `null`: by none. */
  via: v.optional(v.nullable(viaSchema), null),
});

const linkSchema = v.object({
  id: v.string(),
  generation: v.number(),
  pin: pinSchema,
  key: keySchema,
});

const roomSchema = v.object({
  kind: v.literal('room'),
  /** The local user's member id: it stands for this stay. */
  you: v.string(),
  /** Everybody, longest there first. */
  order: v.array(v.string()),
  /** Those who were there before the local user. */
  earlier: v.array(v.string()),
  links: v.array(linkSchema),
  /** The public half of what the room's password makes; `null`: it was entered without one. */
  roomKey: v.optional(keySchema, null),
});

const staySchema = v.variant('kind', [callSchema, roomSchema]);

export type KeptCall = v.InferOutput<typeof callSchema>;
export type KeptRoom = v.InferOutput<typeof roomSchema>;
export type KeptLink = v.InferOutput<typeof linkSchema>;
/** Where somebody is: in a call, or in a room. */
export type KeptStay = KeptCall | KeptRoom;

/** Keeps in which call or room the local user is, under which name. */
export interface StayKeeper {
  /**
   * Where a page before this one was, that is no longer there; `null`: nowhere, or it cannot be
   * taken up.
   */
  find(): KeptStay | null;
  /** To be called before it is taken up, with what `find` gave. */
  takeUp(stay: KeptStay): void;
  /** `null`: in none any more. */
  keep(stay: KeptStay | null): void;
}

/** `null`: it is none. */
export function parseKeptStay(value: unknown): KeptStay | null {
  const parsed = v.safeParse(staySchema, value);
  return parsed.success ? parsed.output : null;
}
