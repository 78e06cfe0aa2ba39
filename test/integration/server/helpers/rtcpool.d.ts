// As much of it as the tests use: it comes without types.
declare module 'rtcpool' {
  import type { WebSocket } from 'ws';
  import type { NegotiatingConnection } from './negotiating-connection';

  interface ManagedConnection {
    readonly id: string;
    addTrack(track: string): void;
  }

  type PeerEvent = CustomEvent<{ readonly connection: ManagedConnection }>;

  interface Pool {
    readonly events: {
      addEventListener(
        name: 'join' | 'close',
        listener: (event: Event) => void,
        options?: { readonly once: boolean },
      ): void;
      addEventListener(name: 'peer', listener: (event: PeerEvent) => void): void;
    };
    readonly id: string | null;
    readonly connections: readonly ManagedConnection[];
    readonly nconnections: number;
    readonly _raw_connections: readonly NegotiatingConnection[];
    join(pool: string): void;
    close(): void;
  }

  const rtcpool: {
    readonly Pool: new (config: object, signalling: object) => Pool;
    readonly signalling: { readonly websocket: new (socket: WebSocket) => object };
  };
  export default rtcpool;
  export type { Pool };
}
