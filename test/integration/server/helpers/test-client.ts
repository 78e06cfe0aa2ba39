import { EventEmitter, once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import type {
  GrantedReply,
  Push,
  PushName,
  PushPayload,
  Reply,
  RequestName,
  RequestPayload,
} from '../../../../src/shared/protocol/events';
import type { IdentityProof, Person, Presence } from '../../../../src/shared/protocol/messages';
import {
  lockRoom,
  makeRoomKey,
  type RoomKey,
  signRoomEntry,
} from '../../../../src/shared/identity/room-key';
import type { ScryptCost } from '../../../../src/shared/protocol/room-messages';
import { parsePush, parseReply } from '../../../../src/shared/protocol/parse';
import { KNOWN_FIELDS, PROTOCOL_VERSION } from '../../../../src/shared/protocol/version';
import { CHEAP_SCRYPT } from './room-fixture';

interface Visit {
  readonly slug: string;
}
/** What a client is asked for: passwords as people type them. */
type Asked<K extends RequestName> = RequestPayload<K> &
  (K extends 'room:create' | 'room:join' | 'room:set' ? { password?: string | null } : unknown);

export interface ClientOptions {
  readonly transports?: ('websocket' | 'polling')[];
  readonly origin?: string;
  /** Another address of this machine to come from. */
  readonly localAddress?: string;
  /** The Host that it asks for. */
  readonly host?: string;
  /** What a proxy says of where it comes from. */
  readonly forwardedFor?: string;
  /** PEM of an authority to trust. */
  readonly ca?: string;
  /** Fields that it says it knows. */
  readonly knows?: readonly string[];
  /** It says that it knows plain WebRTC only. */
  readonly isPlain?: boolean;
}

const roomKeys = new Map<string, Promise<RoomKey>>();

/** Made once, however many people type the same password. */
function roomKeyOf(password: string, salt: string, cost: ScryptCost): Promise<RoomKey> {
  const known = `${salt} ${cost.logN} ${cost.r} ${cost.p} ${password}`;
  const made = roomKeys.get(known) ?? makeRoomKey(password, salt, cost);
  roomKeys.set(known, made);
  return made;
}

/**
 * A client that takes nothing on trust: every push and reply is parsed, so that a server that says
 * something the protocol does not know fails the test that heard it.
 */
export class TestClient {
  readonly socket: Socket;
  /** What was pushed and not yet asked for. */
  readonly pushes: Push[] = [];
  /** The key that it signed in with last; `null`: none. */
  private key: string | null = null;
  /** The last one given for the room that it is in. */
  roomTicket: string | null = null;
  private readonly changes = new EventEmitter();
  /** The reason, once the connection is closed. */
  closedBy: string | null = null;

  constructor(
    readonly url: string,
    {
      transports = ['websocket'],
      origin,
      host,
      localAddress,
      forwardedFor,
      ca,
      knows = KNOWN_FIELDS,
      isPlain = false,
    }: ClientOptions = {},
  ) {
    this.socket = io(url, {
      transports,
      forceNew: true,
      reconnection: false,
      query: { knows: knows.join(), ...(isPlain && { plain: '1' }) },
      ...(ca === undefined ? {} : { ca }),
      ...(localAddress === undefined ? {} : { localAddress }),
      extraHeaders: {
        ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
        ...(origin === undefined ? {} : { origin }),
        ...(host === undefined ? {} : { host }),
      },
    });
    this.changes.setMaxListeners(0);
    this.socket.onAny((name: PushName, payload: unknown) => {
      const parsed = parsePush(name, payload);
      if (!parsed.ok) throw new Error(`bad push ${name}: ${parsed.error.path}`);
      // They come with every change of a room; those who care look here.
      if (name === 'room:ticket') this.roomTicket = (parsed.value as { ticket: string }).ticket;
      else this.pushes.push({ name, payload: parsed.value } as Push);
      this.changes.emit('change');
    });
    this.socket.on('disconnect', (reason) => {
      this.closedBy = reason;
      this.changes.emit('change');
    });
  }

  async connected(): Promise<this> {
    if (!this.socket.connected) {
      await new Promise<void>((resolve, reject) => {
        this.socket.once('connect', resolve);
        this.socket.once('connect_error', reject);
      });
    }
    return this;
  }

  /** Sends whatever it is given, as a client that is not ours might. */
  async send(name: string, ...payload: unknown[]): Promise<unknown> {
    return (await this.socket.emitWithAck(name, ...payload)) as unknown;
  }

  /** A password becomes what a client makes of it: it is never sent. */
  async request<K extends RequestName>(name: K, payload: Asked<K>): Promise<Reply<K>> {
    const { password, ...rest } = payload as Asked<K> & { readonly password?: string | null };
    const made =
      password === undefined ? {} : await this.proofOf(name, (payload as Visit).slug, password);
    const reply = parseReply(name, await this.send(name, { ...rest, ...made }));
    if (!reply.ok) throw new Error(`bad reply to ${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  }

  /** A request that must be granted. */
  async ask<K extends RequestName>(
    name: K,
    payload: Asked<K>,
  ): Promise<GrantedReply<K> & { ok: true }> {
    const reply = await this.request(name, payload);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.reason}`);
    return reply;
  }

  /** Why a request was refused, or `granted`. */
  async reasonOf<K extends RequestName>(name: K, payload: Asked<K>): Promise<string> {
    const reply = await this.request(name, payload);
    return reply.ok ? 'granted' : reply.reason;
  }

  private async proofOf(name: string, slug: string, password: string | null): Promise<object> {
    if (password === null) return { lock: null };
    if (name !== 'room:join') return { lock: (await lockRoom(password, CHEAP_SCRYPT)).lock };
    const { salt, cost, ...door } = await this.ask('room:door', { slug });
    const key = await roomKeyOf(password, salt, cost);
    return { entry: signRoomEntry(key, { slug: door.slug, nonce: door.nonce, member: this.key }) };
  }

  signIn(
    name: string,
    rest: {
      presence?: Presence;
      watch?: string[];
      resumeToken?: string;
      heardSeq?: number;
      roomTicket?: string;
      identity?: IdentityProof;
    } = {},
  ): Promise<GrantedReply<'session:sign-in'>> {
    const { presence = 'available', ...optional } = rest;
    this.key = rest.identity?.key ?? null;
    return this.ask('session:sign-in', {
      name,
      version: PROTOCOL_VERSION,
      presence,
      ...optional,
    });
  }

  /** The next push of that name, which may have come already. Others stay where they are. */
  async next<K extends PushName>(name: K): Promise<PushPayload<K>> {
    for (;;) {
      const index = this.pushes.findIndex((push) => push.name === name);
      if (index >= 0) return this.pushes.splice(index, 1)[0].payload;
      if (this.closedBy !== null) throw new Error(`closed (${this.closedBy}) before ${name}`);
      await once(this.changes, 'change');
    }
  }

  /** Waits until `name` is told to be here. */
  async seesHere(name: string): Promise<Person> {
    return this.takeNews(({ here }) => {
      const at = here.findIndex((person) => person.name === name);
      return at < 0 ? undefined : here.splice(at, 1)[0];
    });
  }

  /** Waits until `name` is told to be gone. */
  async seesGone(name: string): Promise<string> {
    return this.takeNews(({ gone }) => {
      const at = gone.indexOf(name);
      return at < 0 ? undefined : gone.splice(at, 1)[0];
    });
  }

  /**
   * Takes something out of the news of who is here, and waits for it when it is not in them yet.
   */
  private async takeNews<T>(
    take: (news: PushPayload<'people:changed'>) => T | undefined,
  ): Promise<T> {
    for (;;) {
      for (const [at, push] of this.pushes.entries()) {
        if (push.name !== 'people:changed') continue;
        const { here, gone } = push.payload;
        const found = take(push.payload);
        if (here.length + gone.length === 0) this.pushes.splice(at, 1);
        if (found !== undefined) return found;
      }
      if (this.closedBy !== null) throw new Error(`closed (${this.closedBy}) before such news`);
      await once(this.changes, 'change');
    }
  }

  /** The next push, whatever it is. */
  async nextOfAll(): Promise<Push> {
    for (;;) {
      const push = this.pushes.shift();
      if (push !== undefined) return push;
      if (this.closedBy !== null) throw new Error(`closed (${this.closedBy}) before a push`);
      await once(this.changes, 'change');
    }
  }

  /** What it was given for the room that it is in; waits for the first. */
  async ticket(): Promise<string> {
    while (this.roomTicket === null) await once(this.changes, 'change');
    return this.roomTicket;
  }

  async closed(): Promise<string> {
    while (this.closedBy === null) await once(this.changes, 'change');
    return this.closedBy;
  }

  /**
   * Everything pushed until now, by name, and forgets it. What the server pushed before it answers
   * this client has arrived before the answer.
   */
  async takePushes(): Promise<Push[]> {
    await this.request('people:list', {});
    return this.pushes.splice(0);
  }

  /** Breaks the connection without a word, as a lost network does. */
  cut(): void {
    this.socket.io.engine.close();
  }

  dispose(): void {
    this.socket.disconnect();
  }
}
