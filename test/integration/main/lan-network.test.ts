import { createSocket } from 'node:dgram';
import { connect, createServer, Socket } from 'node:net';
import { randomBytes } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { LanNetwork } from '../../../src/main/lan/lan-network';
import type { LanPeer } from '../../../src/main/lan/lan-peer';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { SYSTEM_CLOCK } from '../../../src/shared/base/system-clock';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import { BEACON_BYTES, makeBeacons } from '../../../src/shared/lan/beacon';
import { phraseBytes } from '../../../src/shared/lan/lan-handshake';
import { LanIdentity } from '../../../src/shared/lan/lan-identity';
import type { Push } from '../../../src/shared/protocol/events';

const LOOPBACK = { name: 'lo', address: '127.0.0.1', broadcast: '127.255.255.255' };
const open: LanNetwork[] = [];

interface Host {
  readonly network: LanNetwork;
  readonly key: string;
  readonly pushes: Push[];
  /** Who is here by name. */
  names(): string[];
  peer(): LanPeer;
}

async function host(
  name: string,
  port: number,
  { phrase = null, knows = [] }: { phrase?: string | null; knows?: readonly string[] } = {},
): Promise<Host> {
  const seed = seedOf(name);
  const network = new LanNetwork({
    identity: new LanIdentity(seed),
    signer: () => Promise.resolve(seedSigner(seed)),
    place: LOOPBACK,
    port,
    phrase: phrase === null ? null : phraseBytes(phrase),
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    name: () => name,
    presence: () => 'available',
  });
  open.push(network);
  const pushes: Push[] = [];
  network.onPeer((peer) => {
    peer.onPush((push) => pushes.push(push));
  });
  network.setContacts(knows.map(keyOf));
  await network.open();
  return {
    network,
    key: keyOf(name),
    pushes,
    names: () => network.all.flatMap(({ person }) => (person === null ? [] : [person.name])),
    peer: () => network.all[0],
  };
}

function seedOf(name: string): Uint8Array {
  return new Uint8Array(32).fill(name.charCodeAt(0));
}

function keyOf(name: string): string {
  return new LanIdentity(seedOf(name)).publicKey;
}

afterEach(() => {
  for (const network of open.splice(0)) network.dispose();
});

/** Both ends see the other one by name. */
async function met(ann: Host, bob: Host, names = ['ann', 'bob']): Promise<void> {
  await expect.poll(() => [...bob.names(), ...ann.names()]).toEqual(names);
}

function pushed(host: Host, name: Push['name']): Push | undefined {
  return host.pushes.find((push) => push.name === name);
}

describe('two hosts on one network', () => {
  it('find each other as contacts, and ring, accept, signal and hang up', async () => {
    const port = await freePort(0, '127.0.0.1');
    const ann = await host('ann', port, { knows: ['bob'] });
    const bob = await host('bob', port, { knows: ['ann'] });
    await met(ann, bob);
    expect(ann.peer().key).toBe(bob.key);
    for (const [from, to, name] of [
      [ann, bob, 'bob'],
      [bob, ann, 'ann'],
    ] as const) {
      const invited = await from.peer().request('call:invite', { to: name });
      expect(invited.ok).toBe(true);
      const { callId } = invited as { callId: string };
      await expect
        .poll(() => pushed(to, 'call:incoming')?.payload)
        .toMatchObject({
          callId,
          key: from.key,
        });
      expect(await to.peer().request('call:accept', { callId })).toEqual({ ok: true });
      await expect.poll(() => pushed(from, 'call:accepted')?.payload).toMatchObject({ callId });
      // An offer with many candidates: more than fits into a datagram, or into one piece.
      const sdp = `v=0\r\n${'a=candidate:1 1 udp 1 192.168.1.2 50000 typ host\r\n'.repeat(600)}`;
      const signal = { kind: 'description', generation: 0, type: 'offer', sdp } as const;
      expect(await from.peer().request('call:signal', { callId, signal })).toEqual({ ok: true });
      await expect.poll(() => pushed(to, 'call:signal')?.payload).toMatchObject({ signal });
      expect(await from.peer().request('call:hang-up', { callId })).toEqual({ ok: true });
      await expect.poll(() => pushed(to, 'call:ended')?.payload).toMatchObject({ callId });
      for (const each of [ann, bob]) each.pushes.splice(0);
    }
  });

  it('find each other by a phrase, and nobody by another one, or by none', async () => {
    const port = await freePort(0, '127.0.0.1');
    const phrase = 'the blue whale sings';
    const eve = await host('eve', port, { phrase: 'the blue whale sinks' });
    const dan = await host('dan', port);
    const ann = await host('ann', port, { phrase });
    const bob = await host('bob', port, { phrase });
    await met(ann, bob);
    expect([...eve.names(), ...dan.names()]).toEqual([]);
    const told = await ann.peer().request('chat:tell', { to: 'bob', text: 'hello' });
    expect(told.ok).toBe(true);
    await expect.poll(() => pushed(bob, 'chat:message')?.payload).toMatchObject({ from: 'ann' });
  });

  it('hear whatever the other one says first as said by somebody whom they know', async () => {
    const port = await freePort(0, '127.0.0.1');
    const ann = await host('ann', port, { knows: ['bob'] });
    const bob = await host('bob', port, { knows: ['ann'] });
    const heard: string[] = [];
    for (const [own, other] of [
      ['ann', bob],
      ['bob', ann],
    ]) {
      const { network } = other as Host;
      network.onPeer((peer) => {
        let hasSaid = false;
        // As soon as anybody could: the hub tells the two of each other one after the other.
        peer.onChange(() => {
          if (peer.person === null || hasSaid) return;
          hasSaid = true;
          void peer.request('chat:tell', { to: own as string, text: 'hello' });
        });
        peer.onPush((push) => {
          if (push.name === 'chat:message') heard.push(peer.person?.name ?? 'nobody');
        });
      });
    }
    await expect.poll(() => heard.toSorted()).toEqual(['ann', 'bob']);
  });

  it('come back after their link broke, with the call that was up', async () => {
    const port = await freePort(0, '127.0.0.1');
    const ann = await host('ann', port, { knows: ['bob'] });
    const bob = await host('bob', port, { knows: ['ann'] });
    await met(ann, bob);
    const invited = await ann.peer().request('call:invite', { to: 'bob' });
    const { callId } = invited as { callId: string };
    await expect.poll(() => pushed(bob, 'call:incoming')).toBeDefined();
    await bob.peer().request('call:accept', { callId });
    const ids: unknown[] = [];
    ann.peer().onState((state) => {
      if (state.kind === 'signed-in') ids.push(state.callId);
    });
    bob.peer().onState((state) => {
      if (state.kind === 'signed-in') ids.push(state.callId);
    });
    ann.peer().breakLink();
    await expect.poll(() => ids.length).toBeGreaterThan(0);
    expect(new Set(ids)).toEqual(new Set([callId]));
    await met(ann, bob);
    expect(await bob.peer().request('call:hang-up', { callId })).toEqual({ ok: true });
    await expect.poll(() => pushed(ann, 'call:ended')).toBeDefined();
  });

  it('are gone for each other as soon as one of them leaves', async () => {
    const port = await freePort(0, '127.0.0.1');
    const ann = await host('ann', port, { knows: ['bob'] });
    const bob = await host('bob', port, { knows: ['ann'] });
    await met(ann, bob);
    ann.network.dispose();
    await expect.poll(() => bob.network.all).toEqual([]);
  });

  it('keep the link that they have, whatever beacons bring one of them to knock again', async () => {
    const port = await freePort(0, '127.0.0.1');
    const phrase = 'the blue whale sings';
    const ann = await host('ann', port, { phrase });
    const bob = await host('bob', port, { phrase });
    await met(ann, bob);
    // Later than two links that both ends open at the same time.
    const later = vi.spyOn(SYSTEM_CLOCK, 'nowMs').mockImplementation(() => Date.now() + 60_000);
    // Bob once more, as far as ann can tell.
    let knocks = 0;
    let open = 0;
    const way = createServer((near) => {
      knocks += 1;
      open += 1;
      const far = connect(bob.network.listeningPort, '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const each of [near, far]) each.on('error', () => undefined);
      near.on('close', () => {
        open -= 1;
        far.destroy();
      });
    });
    const waysPort = await freePort(0, '127.0.0.1');
    await new Promise<void>((resolve) => {
      way.listen(waysPort, '127.0.0.1', resolve);
    });
    const forger = createSocket('udp4');
    await new Promise<void>((resolve) => {
      forger.bind(0, '127.0.0.1', resolve);
    });
    const states: string[] = [];
    for (const each of [ann, bob]) {
      each.peer().onState(({ kind }) => states.push(kind));
    }
    forger.setBroadcast(true);
    const sender = { run: randomBytes(8), port: waysPort, address: '127.0.0.1' };
    for (const bytes of makeBeacons(sender, 1, [])) {
      forger.send(bytes, port, '127.255.255.255');
    }
    await expect.poll(() => knocks > 0 && open === 0).toBe(true);
    forger.close();
    way.close();
    later.mockRestore();
    expect(states).toEqual([]);
    expect([...ann.names(), ...bob.names()]).toEqual(['bob', 'ann']);
  });

  it('stay as they are under 10,000 made-up datagrams and a hundred odd connections', async () => {
    const port = await freePort(0, '127.0.0.1');
    const phrase = 'the blue whale sings';
    const ann = await host('ann', port, { knows: ['bob'], phrase });
    const bob = await host('bob', port, { knows: ['ann'], phrase });
    await met(ann, bob);
    const heard: Buffer[] = [];
    const spy = createSocket({ type: 'udp4', reuseAddr: true });
    await new Promise<void>((resolve) => {
      spy.bind(port, () => {
        resolve();
      });
    });
    spy.on('message', (bytes) => heard.push(bytes));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    const [real] = heard;
    const attacker = createSocket('udp4');
    await new Promise<void>((resolve) => {
      attacker.bind(0, '127.0.0.1', () => {
        attacker.setBroadcast(true);
        resolve();
      });
    });
    for (let at = 0; at < 10_000; at++) {
      const flipped = Buffer.from(real);
      flipped[at % BEACON_BYTES] ^= 1 << (at % 8);
      const bytes = [
        flipped,
        real,
        real.subarray(0, at % BEACON_BYTES),
        Buffer.from(randomBytes(1 + (at % 500))),
      ][at % 4];
      await new Promise((resolve) => {
        attacker.send(bytes, port, '127.255.255.255', resolve);
      });
    }
    attacker.close();
    spy.close();
    for (let at = 0; at < 100; at++) await throwAt(ann.network.listeningPort, at);
    expect([...ann.names(), ...bob.names()]).toEqual(['bob', 'ann']);
    expect([ann, bob].map(({ network }) => network.all.length)).toEqual([1, 1]);
    const told = await ann.peer().request('chat:tell', { to: 'bob', text: 'still here' });
    expect(told.ok).toBe(true);
  });
});

/** A stranger's connection that says something that is no handshake. */
function throwAt(port: number, seed: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = new Socket();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
    socket.connect(port, '127.0.0.1', () => {
      const length = seed % 3 === 0 ? 60_000 : 49 + (seed % 50);
      socket.write(Uint8Array.from([length >> 8, length & 0xff, seed % 4, ...randomBytes(120)]));
      socket.end();
    });
  });
}
