import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { isProof } from './identity.mjs';

// Three servers that do the same: people sign in under a name, by a proof of their key, and tell
// each other something.

/** @typedef {import('./bars.mjs').Contender} Contender */
/** @typedef {import('node:http').Server} HttpServer */
/** @typedef {ReturnType<typeof import('./identity.mjs').proofFor>} Proof */
/** @typedef {{ name: string, identity: Proof }} SignIn */
/** @typedef {{ to: string, text: string }} Told */

/**
 * What is used of the built signalling server.
 *
 * @typedef {object} ServerBundle
 * @property {(httpServer: HttpServer, components: object) => unknown} createSignallingServer
 * @property {object} SYSTEM_CLOCK
 * @property {object} CRYPTO_RANDOM
 */

/** The `ws` that Socket.IO itself stands on. */
const fromSocketIo = createRequire(createRequire(import.meta.url).resolve('socket.io'));
const fromEngineIo = createRequire(fromSocketIo.resolve('engine.io'));
export const { WebSocket, WebSocketServer } = /** @type {typeof import('ws')} */ (
  fromEngineIo('ws')
);

/**
 * Each puts itself on an http server. `bundle`: the built signalling server.
 *
 * @type {Readonly<Record<Contender, (httpServer: HttpServer, bundle: string) => unknown>>}
 */
export const CONTENDERS = {
  ws: (httpServer) => {
    /** @type {Map<string, import('ws').WebSocket>} */
    const people = new Map();
    new WebSocketServer({ server: httpServer, perMessageDeflate: false }).on(
      'connection',
      (socket, { url = '' }) => {
        /** @type {Readonly<Record<string, (payload: SignIn & Told) => boolean>>} */
        const handlers = {
          'sign-in': ({ name, identity }) => {
            const ok = isProof(identity, name, url);
            if (ok) people.set(name, socket);
            return ok;
          },
          tell: ({ to, text }) => {
            people.get(to)?.send(JSON.stringify({ name: 'message', payload: { to, text } }));
            return true;
          },
        };
        socket.on('message', (data) => {
          const { id, name, payload } = JSON.parse(String(data));
          socket.send(JSON.stringify({ id, ok: handlers[name](payload) }));
        });
      },
    );
  },
  'socket.io': async (httpServer) => {
    const { Server } = await import('socket.io');
    /** @type {Map<string, import('socket.io').Socket>} */
    const people = new Map();
    new Server(httpServer).on('connection', (socket) => {
      socket.on('sign-in', (/** @type {SignIn} */ { name, identity }, answer) => {
        const ok = isProof(identity, name, socket.id);
        if (ok) people.set(name, socket);
        answer({ ok });
      });
      socket.on('tell', (/** @type {Told} */ { to, text }, answer) => {
        people.get(to)?.emit('message', { to, text });
        answer({ ok: true });
      });
    });
  },
  webcrt: async (httpServer, bundle) => {
    /** @type {ServerBundle} */
    const { createSignallingServer, SYSTEM_CLOCK, CRYPTO_RANDOM } = await import(bundle);
    const logger = { log: () => undefined };
    createSignallingServer(httpServer, { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM });
  },
};

/**
 * Listens on a free port of the loopback address.
 *
 * @param {Contender} contender
 * @param {string} bundle
 */
export async function serve(contender, bundle) {
  const httpServer = createServer();
  await CONTENDERS[contender](httpServer, bundle);
  /** @type {Promise<void>} */
  const listening = new Promise((resolve) => {
    httpServer.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, resolve);
  });
  await listening;
  const { port } = /** @type {import('node:net').AddressInfo} */ (httpServer.address());
  return port;
}
