import type { RateLimitName } from '../../shared/protocol/limits';
import type {
  GrantedReply,
  Reply,
  RequestName,
  RequestPayload,
} from '../../shared/protocol/events';
import type { Refusal } from '../../shared/protocol/messages';
import type { RefusalReason } from '../../shared/protocol/reasons';
import type { SignallingHub } from '../hub';
import type { Member } from '../people';
import type { Session } from '../session';

export interface HandlerContext {
  readonly hub: SignallingHub;
  readonly session: Session;
}

/** Answers the caller; only the first answer counts. */
export type Answer<K extends RequestName> = (reply: Reply<K>) => void;

/** What a person may ask: answers, then tells the others; what takes time is a promise. */
export interface MemberHandler<K extends RequestName> {
  readonly kind: 'member';
  readonly limit: RateLimitName;
  handle(
    context: HandlerContext & { readonly member: Member },
    payload: RequestPayload<K>,
    answer: Answer<K>,
  ): Promise<void> | undefined;
}

/** What a connection may ask before anybody signed in. */
export interface StrangerHandler<K extends RequestName> {
  readonly kind: 'stranger';
  readonly limit: RateLimitName;
  /** Looks at what came before it is parsed: an older or newer client's words may not parse. */
  refuseUnparsed?(payload: unknown): RefusalReason | null;
  handle(
    context: HandlerContext,
    payload: RequestPayload<K>,
    answer: Answer<K>,
  ): Promise<void> | undefined;
}

export type Handler<K extends RequestName> = MemberHandler<K> | StrangerHandler<K>;
export type Handlers = { readonly [K in RequestName]: Handler<K> };

export const DONE: GrantedReply<'session:sign-out'> = { ok: true };

export function refuse(reason: RefusalReason): Refusal {
  return { ok: false, reason };
}
