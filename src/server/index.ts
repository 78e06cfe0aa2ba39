// What others than the server itself may take of it.

export { ClientHub, type HubClient, type HubClientEvents, type HubVisitor } from './client-hub';
export { GATEWAY_NAMES, type GatewayName, type GatewayOption } from './gateway-option';
export { createConsoleLogger } from './console-logger';
export { HTTP_SERVER_OPTIONS } from './http-options';
export { HeldNamesFile } from './held-names-file';
export { ClaimFile, ClaimFileError } from './identity/claim-file';
export type { ClaimStore, KeptClaim } from './identity/claim-store';
export type { SignallingComponents } from './hub';
export type { HeldNames } from './name-tokens';
export { CRYPTO_RANDOM, type RandomSource } from './random';
export { FileRoomStore, RoomStoreError } from './rooms/file-room-store';
export { openSecret } from './secret-file';
export { SYSTEM_CLOCK, type ServerClock } from './system-clock';
export { readTurnOptions, readTurnSecret } from './turn/read-turn-secret';
export { TurnOptionsError, type TurnOptions } from './turn/turn-accounts';
export {
  createSignallingServer,
  type ServerStatus,
  type SignallingServer,
  type WatchControl,
} from './signalling-server';
export type { SignallingServerOptions } from './signalling-server-options';
