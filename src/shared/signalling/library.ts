import { SILENT_LOGGER } from '../base/logger';
import { SignallingClient, type SignallingClientOptions } from './signalling-client';

// What `import ... from 'webcrt/client'` gets, in Node and, bundled, in browsers.

export type { Logger } from '../base/logger';
export type {
  GrantedReply,
  Push,
  PushName,
  PushPayload,
  RequestName,
  RequestPayload,
} from '../protocol/events';
export type { JsonValue } from '../protocol/json';
export type { Person, Presence, RosterMode, Signal } from '../protocol/messages';
export type { RefusalReason, RequestFailure } from '../protocol/reasons';
export type {
  RoomEntry,
  RoomInfo,
  RoomMember,
  RoomMessage,
  RoomSummary,
} from '../protocol/room-messages';
export type {
  AppRequestName,
  Outcome,
  SignallingApi,
  SignallingState,
  SignInOptions,
} from './signalling-api';
export type { Signer } from '../identity/signer';
export { SignallingClient, type SignallingClientOptions } from './signalling-client';

/** A client that is not signed in yet. It says nothing of itself unless it is given a logger. */
export function createSignallingClient(
  options: Partial<SignallingClientOptions> = {},
): SignallingClient {
  return new SignallingClient({ logger: SILENT_LOGGER, ...options });
}
