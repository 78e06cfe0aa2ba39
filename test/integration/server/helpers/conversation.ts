import type { RosterSetting } from '../../../../src/server/roster/roster-mode';
import {
  lockRoom,
  makeRoomKey,
  type RoomDoor,
  signRoomEntry,
} from '../../../../src/shared/identity/room-key';
import { CHEAP_SCRYPT } from './room-fixture';
import type { ServerUnderTest } from './start-server';
import type { TestClient } from './test-client';

/** A line of a conversation on the page. */
export type Line =
  | {
      readonly kind: 'request';
      readonly client: string;
      readonly name: string;
      readonly payload: unknown;
    }
  | { readonly kind: 'answer'; readonly client: string; readonly payload: unknown }
  | {
      readonly kind: 'push';
      readonly client: string;
      readonly name: string;
      readonly payload: unknown;
    }
  | { readonly kind: 'breaks'; readonly client: string }
  | { readonly kind: 'server stops' };

/** In front of a conversation on a server on which one is told of those whom one watches. */
const CROWD = '*** many people';
/** In front of one on a server that hands out accounts at a TURN server. */
const TURN = '*** a TURN server';

function parseLine(text: string): Line {
  if (text === '*** server stops') return { kind: 'server stops' };
  const broken = /^(\w+) \*\*\* breaks$/.exec(text);
  if (broken !== null) return { kind: 'breaks', client: broken[1] };
  const message = /^(\w+) ([<>]) (\S+) (\{.*\})$/.exec(text);
  if (message === null) throw new Error(`not a line of a conversation: ${text}`);
  const [, client, direction, name, json] = message;
  const payload: unknown = JSON.parse(json);
  if (direction === '>') return { kind: 'request', client, name, payload };
  return name === 'answer'
    ? { kind: 'answer', client, payload }
    : { kind: 'push', client, name, payload };
}

export interface Conversation {
  readonly roster: RosterSetting;
  readonly hasTurn: boolean;
  readonly lines: readonly Line[];
}

/** The conversations of a page: what is in its blocks of that name. */
export function readConversations(page: string): readonly Conversation[] {
  return [...page.matchAll(/^```conversation\n(.*?)^```$/gms)].map(([, block]) => {
    const texts = block.split('\n').filter((text) => text !== '');
    return {
      roster: texts.includes(CROWD) ? 'contacts' : 'auto',
      hasTurn: texts.includes(TURN),
      lines: texts.filter((text) => text !== CROWD && text !== TURN).map(parseLine),
    };
  });
}

const MARK = /^«.*»$/;

/**
 * What the marks stand for: each the same value all through a conversation, and no two the same.
 */
export class Marks {
  private readonly values = new Map<string, unknown>();

  /** The same payload with what the marks stand for. */
  fill(payload: unknown): unknown {
    if (typeof payload === 'string' && MARK.test(payload)) {
      if (!this.values.has(payload)) throw new Error(`${payload} is used before it is known`);
      return this.values.get(payload);
    }
    return this.mapValues(payload, (value) => this.fill(value));
  }

  /** The page's payload, with marks that are new taken from what really came. */
  learn(expected: unknown, actual: unknown): unknown {
    if (typeof expected === 'string' && MARK.test(expected)) {
      if (!this.values.has(expected)) this.add(expected, actual);
      return this.values.get(expected);
    }
    if (typeof actual !== 'object' || actual === null) return expected;
    const found = actual as Record<string, unknown>;
    return this.mapValues(expected, (value, key) => this.learn(value, found[key]));
  }

  /** Keys may be marks as well, of what is known by then. */
  private mapValues(value: unknown, map: (value: unknown, key: string) => unknown): unknown {
    if (Array.isArray(value)) return value.map((item: unknown, index) => map(item, String(index)));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([written, item]): [string, unknown] => {
      const known = this.values.get(written);
      const key = typeof known === 'string' ? known : written;
      return [key, map(item, key)];
    });
    return Object.fromEntries(entries);
  }

  private add(mark: string, value: unknown): void {
    const isSecretTwice = typeof value === 'string' && [...this.values.values()].includes(value);
    if (value === undefined || isSecretTwice) throw new Error(`${mark} is nothing new`);
    this.values.set(mark, value);
  }
}

/** Tickets are shown on the page once, and kept apart by the client. */
async function nextOf(
  client: TestClient,
  name: string,
): Promise<{ name: string; payload: unknown }> {
  if (name !== 'room:ticket') return client.nextOfAll();
  return { name, payload: { ticket: await client.ticket() } };
}

/**
 * What a client makes of passwords: `«lock of tomato»`, and `«entry by tomato»` of its last door.
 */
async function withPasswords(payload: unknown, door: unknown): Promise<unknown> {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { lock, entry } = payload as { readonly lock?: unknown; readonly entry?: unknown };
  const chosen = /^«lock of (\w+)»$/.exec(String(lock))?.[1];
  if (chosen !== undefined)
    return { ...payload, lock: (await lockRoom(chosen, CHEAP_SCRYPT)).lock };
  const shown = /^«entry by (\w+)»$/.exec(String(entry))?.[1];
  if (shown === undefined) return payload;
  const { slug, salt, cost, nonce } = door as RoomDoor;
  const key = await makeRoomKey(shown, salt, cost);
  return { ...payload, entry: signRoomEntry(key, { slug, nonce, member: null }) };
}

/** Plays a conversation against a server, and hands each message that came to `check`. */
export async function replay(
  lines: readonly Line[],
  server: ServerUnderTest,
  check: (actual: unknown, expected: unknown, what: string) => void,
): Promise<void> {
  const marks = new Marks();
  const clients = new Map<string, TestClient>();
  const answers = new Map<string, unknown>();
  const doors = new Map<string, unknown>();
  const clientOf = async (name: string): Promise<TestClient> => {
    const known = clients.get(name);
    if (known !== undefined) return known;
    const client = await server.client();
    clients.set(name, client);
    return client;
  };
  const checkAgainst = (actual: unknown, expected: unknown, what: string): void => {
    check(actual, marks.learn(expected, actual), what);
  };
  for (const line of lines) {
    switch (line.kind) {
      case 'request': {
        const client = await clientOf(line.client);
        const payload = await withPasswords(line.payload, doors.get(line.client));
        const answer = await client.send(line.name, marks.fill(payload));
        answers.set(line.client, answer);
        if (line.name === 'room:door') doors.set(line.client, answer);
        break;
      }
      case 'answer':
        checkAgainst(answers.get(line.client), line.payload, `answer to ${line.client}`);
        answers.delete(line.client);
        break;
      case 'push': {
        const client = await clientOf(line.client);
        const push = await nextOf(client, line.name);
        check(push.name, line.name, `the next push to ${line.client}`);
        checkAgainst(push.payload, line.payload, `${line.name} to ${line.client}`);
        break;
      }
      case 'breaks':
        clients.get(line.client)?.cut();
        clients.delete(line.client);
        break;
      case 'server stops':
        await server.signalling.close();
        break;
    }
  }
  // Everything that was pushed is on the page.
  for (const [name, client] of clients) {
    const rest = client.closedBy === null ? await client.takePushes() : client.pushes;
    check(rest, [], `what else ${name} was told`);
  }
  check([...answers], [], 'answers that the page leaves out');
}
