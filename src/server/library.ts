import type { Server as HttpServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../shared/base/logger';
import { createConsoleLogger } from './console-logger';
import { createFastDelta } from './engine-module';
import {
  createSignallingServer as createServer,
  CRYPTO_RANDOM,
  type SignallingServer,
  type SignallingServerOptions,
  SYSTEM_CLOCK,
} from './index';

// What `import ... from 'webcrt/server'` gets. docs/embedding.md shows it at work.

export type { JsonValue } from '../shared/protocol/json';
export type { RefusalReason } from '../shared/protocol/reasons';
export type { RoomInfo, RoomMember, RoomSummary } from '../shared/protocol/room-messages';
export type { ServerStatus, SignallingServer, SignallingServerOptions } from './index';
export type { Logger } from '../shared/base/logger';
export { HeldNamesFile } from './held-names-file';
export { ClaimFile, ClaimFileError } from './identity/claim-file';
export type { ClaimStore, KeptClaim } from './identity/claim-store';
export { HTTP_SERVER_OPTIONS } from './http-options';
export type { GatewayName, GatewayOption } from './gateway-option';
export type { PoolClient, PoolVisit } from './pool-client';
export type { HeldNames } from './name-tokens';
export type { RosterSetting } from './roster/roster-mode';
export { FileRoomStore, RoomStoreError } from './rooms/file-room-store';
export { openSecret } from './secret-file';
export { readTurnOptions, readTurnSecret } from './turn/read-turn-secret';
export { TurnOptionsError, type TurnOptions } from './turn/turn-accounts';
export type { Endpoint, PoolKind, RoomOptions } from './rooms/room-options';
export { type KeptRoom, MemoryRoomStore, type RoomStore } from './rooms/room-store';
export type { NewRoom, OutgoingEvent, RoomsControl } from './rooms/rooms-control';

export interface EmbeddedServerOptions extends SignallingServerOptions {
  /** Warnings and errors on the error output, unless said otherwise. */
  readonly logger?: Logger;
}

/** The web client that came with the package: give it as `webRoot` to serve it at `/`. */
export const WEB_CLIENT_FOLDER = fileURLToPath(new URL('../renderer', import.meta.url));

/**
 * Puts a signalling server on `httpServer`, which the caller makes (with HTTP_SERVER_OPTIONS) and
 * lets listen, and which the signalling server closes.
 */
export function createSignallingServer(
  httpServer: HttpServer,
  { logger = createConsoleLogger({ threshold: 'warn' }), ...options }: EmbeddedServerOptions = {},
): SignallingServer {
  const components = { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
  return createServer(httpServer, { ...components, createDelta: createFastDelta }, options);
}
