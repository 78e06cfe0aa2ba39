// What socket.io and engine.io keep of each client for what is not used here: of ten thousand
// clients it adds up to many megabytes.

/** What is made slimmer of socket.io's socket. */
interface IoSocket {
  readonly conn: { readonly transport: object };
  handshake: unknown;
}

/** What socket.io's types keep to themselves. */
interface IoSocketParts {
  acks: ReadonlyMap<number, unknown>;
  readonly client: { readonly decoder: { readonly _callbacks?: Record<string, unknown[]> } };
  readonly conn: { cleanupFn: unknown[] };
}

/** `this`: the socket; `message`: its name, what it holds, and maybe a way to answer. */
type HandleEvent<S> = (this: S, message: readonly unknown[]) => void;

interface Emits {
  listeners(event: string): unknown[];
  removeListener(event: string, listener: unknown): unknown;
  removeAllListeners(event: string): unknown;
}

/** Nothing that is sent to a client waits for an answer. */
const NO_ACKS: ReadonlyMap<number, unknown> = new Map();

/** Once for each socket, when socket.io has made it. */
export function slimSocket(socket: IoSocket): void {
  socket.handshake = null;
  const parts = socket as unknown as IoSocketParts;
  parts.acks = NO_ACKS;
  // As long as they have to be: an array that grows keeps place for sixteen more.
  parts.conn.cleanupFn = [...parts.conn.cleanupFn];
  const callbacks = parts.client.decoder._callbacks ?? {};
  for (const [event, listeners] of Object.entries(callbacks)) callbacks[event] = [...listeners];
  slimTransport(socket.conn.transport);
}

/** What is for other requests than a websocket's, and for the time before it had a transport. */
function slimTransport(transport: object): void {
  if (!('socket' in transport)) return;
  (transport as unknown as Emits).removeAllListeners('headers');
  const websocket = transport.socket as Emits;
  for (const listener of websocket.listeners('error')) {
    const isForUpgrading = typeof listener === 'function' && listener.name === 'onUpgradeError';
    if (isForUpgrading) websocket.removeListener('error', listener);
  }
}

/**
 * Has `handle` called with each message of a client, at once and in order. socket.io's own way
 * needs a list for each socket, and looks each message up a second time.
 */
export function hearAll<S extends object>(socket: S, handle: HandleEvent<S>): void {
  (socket as { dispatch?: HandleEvent<S> }).dispatch = handle;
}
