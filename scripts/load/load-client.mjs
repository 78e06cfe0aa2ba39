import { proofFor } from './identity.mjs';
import { WebSocket } from './contenders.mjs';

const ENGINE_PATH = '/socket.io/?EIO=4&transport=websocket';
const PROTOCOL_VERSION = 4;
/** As many friends as somebody has: each hears of the others' coming and going. */
const FRIENDS = 10;

/** @typedef {import('./bars.mjs').Contender} Contender */

/**
 * What there is to know of a packet: what to send back at once, or the number of what is answered.
 *
 * @typedef {object} Packet
 * @property {string} [reply]
 * @property {boolean} [isReady]
 * @property {boolean} [isHeartbeat]
 * @property {string} [sid]
 * @property {number} [id]
 * @property {boolean} [ok]
 */

/**
 * @typedef {object} Dialect
 * @property {string} path
 * @property {(id: number, name: string, payload: object) => string} encode
 * @property {(text: string) => Packet} decode
 * @property {(client: LoadClient, number: number, origin: string) => Promise<unknown>} signIn
 * @property {string} tell
 */

/**
 * How each contender is spoken to. The client is as thin as can be: it is the server that is
 * measured.
 *
 * @type {Readonly<Record<Contender, Dialect>>}
 */
const DIALECTS = {
  ws: {
    path: '/',
    encode: (id, name, payload) => JSON.stringify({ id, name, payload }),
    decode: (text) => JSON.parse(text),
    // It has no word of its own before the first request: what is signed is the address asked for.
    signIn: (client, number, origin) => signInPlainly(client, number, origin, '/'),
    tell: 'tell',
  },
  'socket.io': {
    path: ENGINE_PATH,
    encode: encodeEvent,
    decode: decodePacket,
    signIn: (client, number, origin) => signInPlainly(client, number, origin, client.id),
    tell: 'tell',
  },
  webcrt: {
    path: ENGINE_PATH,
    encode: encodeEvent,
    decode: decodePacket,
    signIn: async (client, number, origin) => {
      const name = nameOf(number);
      const watch = Array.from({ length: FRIENDS }, (_, friend) => nameOf(number + friend + 1));
      const identity = proofFor(name, client.id, origin);
      const who = { name, version: PROTOCOL_VERSION, presence: 'available', watch, identity };
      await client.request('session:sign-in', who);
    },
    tell: 'chat:tell',
  },
};

/** @param {number} number */
export function nameOf(number) {
  return `load${number}`;
}

/**
 * @param {LoadClient} client
 * @param {number} number
 * @param {string} origin
 * @param {string} nonce
 */
function signInPlainly(client, number, origin, nonce) {
  const name = nameOf(number);
  return client.request('sign-in', { name, identity: proofFor(name, nonce, origin) });
}

/**
 * @param {number} id
 * @param {string} name
 * @param {object} payload
 */
function encodeEvent(id, name, payload) {
  return `42${id}${JSON.stringify([name, payload])}`;
}

/**
 * @param {string} text
 * @returns {Packet}
 */
function decodePacket(text) {
  if (text.startsWith('0')) return { reply: '40' };
  if (text.startsWith('40')) return { isReady: true, sid: JSON.parse(text.slice(2)).sid };
  if (text === '2') return { reply: '3', isHeartbeat: true };
  if (!text.startsWith('43')) return {};
  const [head] = /^\d+/.exec(text.slice(2)) ?? [];
  return { id: Number(head), ok: text.includes('"ok":true') };
}

/**
 * An address of this machine for each: limits by address are about others than these.
 *
 * @param {number} number
 */
function addressOf(number) {
  return `127.${1 + (number >> 16)}.${(number >> 8) & 255}.${1 + (number % 250)}`;
}

export class LoadClient {
  #contender;
  #dialect;
  /** @type {import('ws').WebSocket | undefined} */
  #socket;
  /** @type {Map<number, { resolve: (text: string) => void, reject: (error: Error) => void }>} */
  #asked = new Map();
  #count = 0;
  /** How often all of them were asked whether they are still there. */
  static heartbeats = 0;
  /** As the server knows the connection. */
  id = '';

  /** @param {Contender} contender */
  constructor(contender) {
    this.#contender = contender;
    this.#dialect = DIALECTS[contender];
  }

  /**
   * Connects and signs in; rejects when that fails.
   *
   * @param {number} port
   * @param {number} number
   */
  async connect(port, number) {
    /** @type {Promise<void>} */
    const ready = new Promise((resolve, reject) => {
      const url = `ws://127.0.0.1:${port}${this.#dialect.path}`;
      const options = { perMessageDeflate: false, localAddress: addressOf(number) };
      this.#socket = new WebSocket(url, options);
      this.#socket.on('error', reject);
      this.#socket.on('close', () => {
        const error = new Error('closed');
        reject(error);
        for (const { reject: fail } of this.#asked.values()) fail(error);
        this.#asked.clear();
      });
      if (this.#contender === 'ws') this.#socket.on('open', resolve);
      this.#socket.on('message', (data) => this.#handle(String(data), resolve));
    });
    await ready;
    await this.#dialect.signIn(this, number, `http://127.0.0.1:${port}`);
  }

  /**
   * @param {string} name
   * @param {object} payload
   * @returns {Promise<string>} all of the answer
   */
  request(name, payload) {
    return new Promise((resolve, reject) => {
      if (this.#socket === undefined) throw new Error('not connected');
      const id = this.#count++;
      this.#asked.set(id, { resolve, reject });
      this.#socket.send(this.#dialect.encode(id, name, payload));
    });
  }

  /**
   * @param {string} to
   * @param {string} text
   */
  tell(to, text) {
    return this.request(this.#dialect.tell, { to, text });
  }

  close() {
    this.#socket?.terminate();
  }

  /**
   * @param {string} text
   * @param {() => void} handleReady
   */
  #handle(text, handleReady) {
    const { reply, isReady, isHeartbeat, sid, id, ok } = this.#dialect.decode(text);
    if (isHeartbeat) LoadClient.heartbeats += 1;
    if (reply !== undefined) this.#socket?.send(reply);
    if (sid !== undefined) this.id = sid;
    if (isReady) handleReady();
    if (id === undefined) return;
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    if (ok) asked.resolve(text);
    else asked.reject(new Error(`refused: ${text}`));
  }
}
