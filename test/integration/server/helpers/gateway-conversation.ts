import { Marks } from './conversation';
import { GatewayPeer } from './gateway-peer';
import type { ServerUnderTest } from './start-server';
import type { TestClient } from './test-client';

/** A line of a conversation at a gateway. `name`: of WebCRT's own clients; `null`: of others. */
type Line =
  | { readonly do: 'opens'; readonly who: string; readonly path: string }
  | { readonly do: 'closes'; readonly who: string }
  | { readonly do: 'is closed'; readonly who: string }
  | {
      readonly do: 'says' | 'hears';
      readonly who: string;
      readonly name: string | null;
      readonly payload: unknown;
    };

function parseLine(text: string): Line {
  const opened = /^(\w+) opens (\S+)$/.exec(text);
  if (opened !== null) return { do: 'opens', who: opened[1], path: opened[2] };
  const over = /^(\w+) (closes|is closed)$/.exec(text);
  if (over !== null) return { do: over[2] === 'closes' ? 'closes' : 'is closed', who: over[1] };
  const message = /^(\w+) ([<>]) (?:([a-z:-]+) )?(\{.*\})$/.exec(text);
  if (message === null) throw new Error(`not a line of a conversation: ${text}`);
  const [, who, direction, name, json] = message;
  const payload: unknown = JSON.parse(json);
  return { do: direction === '>' ? 'says' : 'hears', who, name: name ?? null, payload };
}

/** The conversations of a page: what is in its blocks of that name. */
export function readGatewayConversations(page: string): readonly (readonly Line[])[] {
  return [...page.matchAll(/^```gateway\n(.*?)^```$/gms)].map(([, block]) =>
    block
      .split('\n')
      .filter((text) => text !== '')
      .map(parseLine),
  );
}

/** Plays a conversation against a server, and hands each message that came to `check`. */
export async function replayAtGateway(
  lines: readonly Line[],
  server: ServerUnderTest,
  check: (actual: unknown, expected: unknown, what: string) => void,
): Promise<void> {
  const marks = new Marks();
  const peers = new Map<string, GatewayPeer>();
  const clients = new Map<string, TestClient>();
  const answers = new Map<string, unknown>();
  const peerOf = (who: string): GatewayPeer => {
    const peer = peers.get(who);
    if (peer === undefined) throw new Error(`${who} has not opened anything`);
    return peer;
  };
  const clientOf = async (who: string): Promise<TestClient> => {
    const client = clients.get(who) ?? (await server.client());
    clients.set(who, client);
    return client;
  };
  const hear = async (who: string, name: string | null): Promise<unknown> => {
    if (name === null) return peerOf(who).next();
    if (name === 'answer') return answers.get(who);
    const push = await clients.get(who)!.nextOfAll();
    check(push.name, name, `the next push to ${who}`);
    return push.payload;
  };
  for (const line of lines) {
    const { who } = line;
    switch (line.do) {
      case 'opens':
        peers.set(who, await GatewayPeer.open(server.url, line.path));
        break;
      case 'closes':
        peerOf(who).close();
        await peerOf(who).closed();
        break;
      case 'is closed':
        await peerOf(who).closed();
        break;
      case 'hears': {
        const heard = await hear(who, line.name);
        check(heard, marks.learn(line.payload, heard), `${line.name ?? 'what'} ${who} hears`);
        break;
      }
      case 'says':
        if (line.name === null) peerOf(who).say(marks.fill(line.payload));
        else
          answers.set(who, await (await clientOf(who)).send(line.name, marks.fill(line.payload)));
        break;
    }
  }
  // Everything that was said is on the page.
  for (const [who, peer] of peers) {
    check(peer.heard, [], `what else ${who} heard`);
    peer.dispose();
  }
}
