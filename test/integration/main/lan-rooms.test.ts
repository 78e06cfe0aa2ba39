import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { LanNetwork } from '../../../src/main/lan/lan-network';
import { LanSignalling } from '../../../src/main/lan/lan-signalling';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { SYSTEM_CLOCK } from '../../../src/shared/base/system-clock';
import { lockRoom, signRoomEntry, vouchOfMaker } from '../../../src/shared/identity/room-key';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import { phraseBytes } from '../../../src/shared/lan/lan-handshake';
import { LanIdentity } from '../../../src/shared/lan/lan-identity';
import type { Push, PushName, PushOf } from '../../../src/shared/protocol/events';
import type { Signal } from '../../../src/shared/protocol/messages';
import type { SignallingState } from '../../../src/shared/signalling/signalling-api';

const LOOPBACK = { name: 'lo', address: '127.0.0.1', broadcast: '127.255.255.255' };
const PHRASE = 'the blue whale sings';
const HOME: SignallingState = {
  kind: 'signed-in',
  server: 'ws://127.0.0.1:1',
  name: 'nobody',
  isSecure: false,
  callId: null,
  room: null,
  watched: { names: [], people: [] },
};

/** Somebody's app, with a server that has nothing for anybody. */
class App {
  readonly pushes: Push[] = [];
  readonly signalling: LanSignalling;
  private handleHome: (state: SignallingState) => void = () => undefined;

  constructor(
    readonly name: string,
    readonly network: LanNetwork,
  ) {
    const state = { ...HOME, name };
    const refuse = (): Promise<never> =>
      Promise.resolve({ ok: false, reason: 'room-refused' } as never);
    this.signalling = new LanSignalling(
      (sink) => {
        this.handleHome = (each) => {
          sink.handleState(each);
        };
        return {
          state,
          api: {
            signIn: refuse,
            signOut: () => Promise.resolve(),
            retryNow: () => Promise.resolve(),
            request: refuse,
          },
          signOut: () => Promise.resolve(),
          dispose: () => undefined,
        };
      },
      { handleState: () => undefined, handlePush: (push) => this.pushes.push(push) },
    );
    this.signalling.join(network);
    this.handleHome(state);
  }

  get ask() {
    return this.signalling.api.request;
  }

  heard<K extends PushName>(name: K): PushOf<K>['payload'][] {
    return this.pushes.flatMap((push) => (push.name === name ? [push.payload as never] : []));
  }
}

const open: App[] = [];

function seedOf(name: string): Uint8Array {
  return new Uint8Array(32).fill(name.charCodeAt(0));
}

function keyOf(name: string): string {
  return new LanIdentity(seedOf(name)).publicKey;
}

async function app(name: string, port: number): Promise<App> {
  const seed = seedOf(name);
  const network = new LanNetwork({
    identity: new LanIdentity(seed),
    signer: () => Promise.resolve(seedSigner(seed)),
    place: LOOPBACK,
    port,
    phrase: phraseBytes(PHRASE),
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    name: () => name,
    presence: () => 'available',
  });
  const made = new App(name, network);
  open.push(made);
  await network.open();
  return made;
}

/** They see each other. */
async function met(...names: readonly string[]): Promise<App[]> {
  const port = await freePort(0, '127.0.0.1');
  const apps: App[] = [];
  for (const name of names) apps.push(await app(name, port));
  for (const each of apps) {
    const others = names.filter((name) => name !== each.name).map((name) => `${name}@lan`);
    await expect.poll(() => [...each.signalling.nearNames].sort()).toEqual(others.sort());
  }
  return apps;
}

afterEach(() => {
  for (const { signalling, network } of open.splice(0)) {
    signalling.dispose();
    network.dispose();
  }
});

const OFFER: Signal = { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0\r\n' };

describe('a room of somebody on the network', () => {
  it('is listed, joined, talked in, seen by all in it alike, and left', async () => {
    const [ann, bob, carol] = await met('ann', 'bob', 'carol');
    const made = await ann.ask('room:create', { name: 'Garden@lan', isPrivate: false });
    expect(made).toMatchObject({
      ok: true,
      room: { slug: 'garden', name: 'Garden', address: 'garden@ann', owner: 'ann' },
      you: { name: 'ann', key: keyOf('ann') },
    });
    const listed = await bob.ask('room:list', {});
    expect(listed).toMatchObject({
      rooms: [{ address: 'garden@ann@lan', people: 1, owner: 'ann@lan' }],
    });
    const joined = await bob.ask('room:join', { slug: 'garden@ann@lan' });
    expect(joined).toMatchObject({
      ok: true,
      you: { name: 'bob' },
      members: [{ name: 'ann@lan', key: keyOf('ann') }],
    });
    // By the name that the host has for themselves, which others may have told.
    expect((await carol.ask('room:join', { slug: 'garden@ann' })).ok).toBe(true);
    await expect
      .poll(() => ann.heard('room:joined').map(({ member }) => member.name))
      .toEqual(['bob@lan', 'carol@lan']);
    await expect.poll(() => bob.heard('room:joined').at(-1)?.member.name).toBe('carol@lan');

    const said = await carol.ask('room:say', { text: 'hello, all' });
    expect(said).toMatchObject({ ok: true, message: { from: 'carol' } });
    for (const each of [ann, bob]) {
      await expect
        .poll(() => each.heard('room:message').at(-1))
        .toMatchObject({ from: 'carol@lan', text: 'hello, all' });
    }
    // Bob's offer reaches carol by way of ann, and says whose it is.
    const carolId = bob.heard('room:joined').at(-1)!.member.id;
    expect((await bob.ask('room:signal', { to: carolId, signal: OFFER })).ok).toBe(true);
    const bobId = (joined as { you: { id: string } }).you.id;
    await expect
      .poll(() => carol.heard('room:signal').at(-1))
      .toMatchObject({ from: bobId, signal: OFFER });
    // The line is busy for everybody.
    const invited = await ann.ask('call:invite', { to: 'bob@lan' });
    expect(invited).toEqual({ ok: false, reason: 'already-in-room' });

    expect(await carol.ask('room:leave', {})).toEqual({ ok: true });
    await expect
      .poll(() => bob.heard('room:left').at(-1))
      .toEqual({ member: carolId, reason: 'left' });
  });

  it('is the host’s alone: to make, to lock, to put people out of and to end', async () => {
    const [ann, bob, carol] = await met('ann', 'bob', 'carol');
    await ann.ask('room:create', { name: 'garden@lan', isPrivate: false });
    await bob.ask('room:join', { slug: 'garden@ann' });
    expect(await bob.ask('room:kick', { member: 'somebody-else' })).toMatchObject({
      reason: 'not-owner',
    });
    // A guest's app would never ask for it; another program might.
    const [peer] = carol.network.all.filter(({ key }) => key === ann.network.all[0].key);
    const foreign = await (peer ?? carol.network.all[0]).rooms.request('room:create', {
      name: 'shed',
      isPrivate: false,
    });
    expect(foreign).toEqual({ ok: false, reason: 'not-allowed' });
    const watched = await carol.network.all[0].rooms.request('people:list', {});
    expect(watched).toEqual({ ok: false, reason: 'not-allowed' });

    const bobId = ann.heard('room:joined')[0].member.id;
    expect(await ann.ask('room:kick', { member: bobId })).toEqual({ ok: true });
    await expect.poll(() => bob.heard('room:closed')).toEqual([{ reason: 'kicked' }]);
    expect(await bob.ask('room:join', { slug: 'garden@ann' })).toMatchObject({ reason: 'kicked' });
    // It was bob who was put out, and nobody else with him.
    expect((await carol.ask('room:join', { slug: 'garden@ann' })).ok).toBe(true);
    await ann.ask('room:set', { isLocked: true });
    await expect.poll(() => carol.heard('room:changed').at(-1)?.room.isLocked).toBe(true);
    expect(await ann.ask('room:stop', {})).toEqual({ ok: true });
    await expect.poll(() => carol.heard('room:closed')).toEqual([{ reason: 'stopped' }]);
    expect(await carol.ask('room:say', { text: 'hello?' })).toMatchObject({ ok: false });
  });

  it('opens with its password alone, and shows the host nothing of it', async () => {
    const [ann, bob] = await met('ann', 'bob');
    const { lock, key } = await lockRoom('tomato');
    const vouch = vouchOfMaker(key, keyOf('ann'));
    await ann.ask('room:create', { name: 'garden@lan', isPrivate: true, lock, vouch });
    const slug =
      ann.signalling.state.kind === 'signed-in' ? ann.signalling.state.room?.room.slug : '';
    const address = `${slug}@ann`;
    expect(await bob.ask('room:list', {})).toMatchObject({ ok: false });
    expect(await bob.ask('room:join', { slug: address })).toMatchObject({ ok: false });
    const door = await bob.ask('room:door', { slug: address });
    if (!door.ok) throw new Error(door.reason);
    const terms = { slug: door.slug, nonce: door.nonce, member: keyOf('bob') };
    const entry = signRoomEntry(key, terms);
    expect(await bob.ask('room:join', { slug: address, entry })).toMatchObject({
      ok: true,
      room: { hasPassword: true },
    });
  });

  it('outlives a link that breaks, and tells who is there again', async () => {
    const [ann, bob] = await met('ann', 'bob');
    await ann.ask('room:create', { name: 'garden@lan', isPrivate: false });
    await bob.ask('room:join', { slug: 'garden@ann' });
    await expect.poll(() => ann.heard('room:joined').length).toBe(1);
    bob.network.all[0].breakLink();
    await expect.poll(() => bob.heard('room:away').length).toBe(1);
    await expect.poll(() => bob.heard('room:back')).toEqual(bob.heard('room:away'));
    await expect.poll(() => ann.heard('room:back').length).toBe(1);
    await bob.ask('room:say', { text: 'back again' });
    await expect.poll(() => ann.heard('room:message').at(-1)?.from).toBe('bob@lan');
    // The server that comes back knows nothing of that room, which goes on.
    expect(bob.signalling.state).toMatchObject({ room: { room: { address: 'garden@ann@lan' } } });
  });

  it('is over when its host leaves the network', async () => {
    const [ann, bob] = await met('ann', 'bob');
    await ann.ask('room:create', { name: 'garden@lan', isPrivate: false });
    await bob.ask('room:join', { slug: 'garden@ann' });
    ann.signalling.leave();
    ann.network.dispose();
    for (const each of [ann, bob]) {
      await expect.poll(() => each.heard('room:closed')).toEqual([{ reason: 'stopped' }]);
    }
    expect(bob.signalling.state).toMatchObject({ room: null });
  });
});
