import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import rtcpool, { type Pool } from 'rtcpool';
import { WebSocket } from 'ws';
import { NegotiatingConnection } from './helpers/negotiating-connection';
import { RoomEnd } from './helpers/room-end';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

// rtcpool itself, as it is published, in one room with a client of WebCRT's own. Of WebRTC there is
// the signalling alone.

interface Program {
  readonly pool: Pool;
  readonly socket: WebSocket;
  /** How it is connected with each of the others, by their id. */
  readonly connections: () => ReadonlyMap<string, NegotiatingConnection>;
}

let server: ServerUnderTest;
let ann: TestClient;
const programs: Program[] = [];
const mistakes: unknown[] = [];
const handleMistake = (error: unknown): void => {
  mistakes.push(error);
};

beforeEach(async () => {
  vi.stubGlobal('RTCPeerConnection', NegotiatingConnection);
  process.on('unhandledRejection', handleMistake);
  const gateways = [{ name: 'rtcpool', room: null }] as const;
  server = await startServer({ gateways, rooms: { pools: 'auto' } });
  ann = await server.person('ann');
});
afterEach(async () => {
  for (const connection of NegotiatingConnection.open) connection.close();
  for (const { socket } of programs.splice(0)) socket.terminate();
  await server.close();
  process.off('unhandledRejection', handleMistake);
  vi.unstubAllGlobals();
  expect(mistakes.splice(0)).toEqual([]);
});

/** A program as rtcpool's pages show it: it adds a track for everybody whom it meets. */
async function program(
  name: string,
  track: string | null = `camera of ${name}`,
  config: object = {},
): Promise<Program> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rtcpool/${name}`);
  const pool = new rtcpool.Pool(config, new rtcpool.signalling.websocket(socket));
  const joined = new Promise((resolve) => {
    pool.events.addEventListener('join', resolve, { once: true });
  });
  pool.events.addEventListener('peer', (event) => {
    if (track !== null) event.detail.connection.addTrack(track);
  });
  pool.join('studio');
  await joined;
  const connections = (): ReadonlyMap<string, NegotiatingConnection> =>
    new Map(pool.connections.map(({ id }, index) => [id, pool._raw_connections[index]]));
  const made = { pool, socket, connections };
  programs.push(made);
  return made;
}

/** Both ends have the same two descriptions in force, and heard of a way to each other. */
async function agree(
  one: () => NegotiatingConnection | undefined,
  other: () => NegotiatingConnection | undefined,
): Promise<void> {
  await expect
    .poll(() => {
      const [here, there] = [one(), other()];
      const { local, remote } = there?.inForce ?? {};
      const isHeard = here?.candidates.length !== 0 && there?.candidates.length !== 0;
      return { ...here?.inForce, isHeard, turned: { local: remote, remote: local } };
    })
    .toSatisfy(
      (seen: { local?: string; remote?: string; isHeard: boolean; turned: object }) =>
        seen.isHeard &&
        seen.local !== undefined &&
        JSON.stringify(seen.turned) === JSON.stringify({ local: seen.local, remote: seen.remote }),
    );
}

const only = (connections: ReadonlyMap<string, NegotiatingConnection>) =>
  [...connections.values()].at(0);

describe('rtcpool and a client of WebCRT’s own in one room', () => {
  it.each(['with a camera', 'without'])('are connected, whoever came first: %s', async (what) => {
    const track = what === 'without' ? null : 'camera of cat';
    const first = await RoomEnd.join(ann, 'studio');
    const cat = await program('cat', track);
    await agree(
      () => only(first.connections),
      () => only(cat.connections()),
    );
    await first.leave();
    await expect.poll(() => cat.pool.nconnections).toBe(0);
    const again = await RoomEnd.join(await server.person('bob'), 'studio');
    await agree(
      () => only(again.connections),
      () => only(cat.connections()),
    );
    expect([...cat.connections().keys()]).toEqual([membersOf().bob]);
  });

  it('are connected anew when either has something else to send', async () => {
    const end = await RoomEnd.join(ann, 'studio');
    const cat = await program('cat');
    const both = (): Promise<void> =>
      agree(
        () => only(end.connections),
        () => only(cat.connections()),
      );
    await both();
    cat.pool.connections[0].addTrack('screen of cat');
    await expect.poll(() => only(end.connections)?.inForce.remote).toMatch(/screen of cat/);
    await both();
    end.offerAgain('voice of ann');
    await expect.poll(() => only(cat.connections())?.inForce.remote).toMatch(/voice of ann/);
    await both();
  });

  it.each([
    ['as it was', { certificates: ['one'] }, true],
    ['as somebody new, where it has another certificate in each connection', {}, false],
  ])('are connected after a loss: the program is there %s', async (_how, config, isSame) => {
    const end = await RoomEnd.join(ann, 'studio');
    const cat = await program('cat', 'camera of cat', config);
    const dog = await program('dog');
    const all = async (): Promise<void> => {
      await agree(
        () => end.connections.get(membersOf().cat),
        () => cat.connections().get(membersOf().ann),
      );
      await agree(
        () => cat.connections().get(membersOf().dog),
        () => dog.connections().get(membersOf().cat),
      );
    };
    await all();
    const before = membersOf().cat;
    const lost = only(cat.connections());
    end.restart();
    await expect.poll(() => lost?.signalingState).toBe('closed');
    await expect.poll(() => membersOf().cat === before).toBe(isSame);
    await all();
  });

  it('are three, of whom one leaves and returns, and all are connected with all', async () => {
    const cat = await program('cat');
    const end = await RoomEnd.join(ann, 'studio');
    let dog = await program('dog');
    const all = async (): Promise<void> => {
      const ids = membersOf();
      const pairs = [
        [() => end.connections.get(ids.cat), () => cat.connections().get(ids.ann)],
        [() => end.connections.get(ids.dog), () => dog.connections().get(ids.ann)],
        [() => cat.connections().get(ids.dog), () => dog.connections().get(ids.cat)],
      ] as const;
      for (const [one, other] of pairs) await agree(one, other);
    };
    await all();
    const before = membersOf().dog;
    dog.pool.close();
    await expect.poll(() => cat.pool.nconnections).toBe(1);
    dog = await program('dog');
    await all();
    expect(membersOf().dog).not.toBe(before);
    expect(end.connections.size).toBe(2);
  });
});

/** The ids of those in the room, by name, as the server has them. */
function membersOf(): Readonly<Record<string, string>> {
  const members = server.signalling.rooms.members('studio');
  return Object.fromEntries(members.map(({ id, name }) => [name, id]));
}
