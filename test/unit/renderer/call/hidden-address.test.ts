import { beforeEach, describe, expect, it } from 'vitest';
import type { CallPorts } from '../../../../src/renderer/call/call-ports';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

const HIDDEN = { hidingFrom: () => 'always' as const };

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

function unreachable(person: Person): string[] {
  const told: string[] = [];
  person.remote.on('noRelay', () => told.push(person.session.phase.kind));
  return told;
}

describe('somebody whose address is hidden', () => {
  it('has it hidden in every link, and the other end need not', async () => {
    const { ann, bob } = await world.connected(HIDDEN);
    world.network.fail();
    await world.clock.advance(2_000);
    expect(bob.links.length).toBeGreaterThan(1);
    expect(bob.links.map(({ options }) => options.isAddressHidden)).not.toContain(false);
    expect(ann.links.map(({ options }) => options.isAddressHidden)).not.toContain(true);
  });

  it('hides nothing from echo, which is in the same window', async () => {
    const ann = await world.join('ann', HIDDEN);
    ann.session.call('echo');
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    expect(ann.links.map(({ options }) => options.isAddressHidden)).toEqual([false]);
  });

  it('is told, and in no call, where nothing relays', async () => {
    const ann = await world.join('ann', HIDDEN);
    const bob = await world.join('bob');
    const told = unreachable(ann);
    world.network.cut();
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(ann.session.phase.kind).toBe('connecting');
    ann.links[0].close('no-relay');
    await settle();
    expect(told).toEqual(['connecting']);
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['media-failed']);
    expect(ann.links).toHaveLength(1);
  });

  it('keeps a call that was up, as the network may come back, and is told once', async () => {
    const { bob } = await world.connected(HIDDEN);
    const told = unreachable(bob);
    world.network.fail();
    await world.clock.advance(2_000);
    bob.links.at(-1)!.close('no-relay');
    await world.clock.advance(4_000);
    bob.links.at(-1)!.close('no-relay');
    await settle();
    expect(told).toHaveLength(1);
    expect(bob.ended).toEqual([]);
  });
});

const RELAY = [{ urls: 'turn:turn.example', username: 'u', credential: 'c' }];
const WHERE_RELAYED = { hidingFrom: () => 'where-relayed' as const };

function shown(person: Person): string[] {
  const told: string[] = [];
  person.remote.on('addressShown', () => told.push(person.session.phase.kind));
  return told;
}

async function ring(caller: Partial<CallPorts>): Promise<{ ann: Person; bob: Person }> {
  const ann = await world.join('ann', caller);
  const bob = await world.join('bob');
  ann.session.call('bob');
  await settle();
  return { ann, bob };
}

describe('somebody whose address is hidden where it can be', () => {
  it('is in a call all the same where nothing relays, and is told', async () => {
    const { ann, bob } = await ring(WHERE_RELAYED);
    const told = shown(ann);
    bob.session.answer();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    expect(ann.links.map(({ options }) => options.isAddressHidden)).toEqual([false]);
    expect(told).toEqual(['connecting']);
  });

  it('has it hidden where a server relays, and hears nothing of it', async () => {
    const { ann, bob } = await ring({ ...WHERE_RELAYED, iceServers: () => RELAY });
    const told = shown(ann);
    bob.session.answer();
    await settle();
    expect(ann.links.map(({ options }) => options.isAddressHidden)).toEqual([true]);
    expect(told).toEqual([]);
  });

  it('is told, and in a call, where the server that is to relay does not', async () => {
    const { ann, bob } = await ring({ ...WHERE_RELAYED, iceServers: () => RELAY });
    const [told, dead] = [shown(ann), unreachable(ann)];
    world.network.cut();
    bob.session.answer();
    await settle();
    ann.links[0].close('no-relay');
    world.network.restore();
    await world.clock.advance(1_000);
    expect(ann.links.map(({ options }) => options.isAddressHidden)).toEqual([true, false]);
    expect(ann.session.phase.kind).toBe('live');
    expect([told, dead]).toEqual([['connecting'], []]);
  });
});

describe('a connection whose servers are asked for', () => {
  it('waits for them, keeps what is said meanwhile, and asks again for the next', async () => {
    const asked: ((servers: readonly RTCIceServer[]) => void)[] = [];
    const iceServers = (): Promise<readonly RTCIceServer[]> =>
      new Promise((resolve) => asked.push(resolve));
    const ann = await world.join('ann');
    const bob = await world.join('bob', { iceServers });
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    // The offer is there before bob has anything to take it.
    expect(bob.links).toHaveLength(0);
    asked[0](RELAY);
    await settle();
    expect(bob.links.map(({ options }) => options.iceServers)).toEqual([RELAY]);
    expect(bob.session.phase.kind).toBe('live');
    world.network.fail();
    await world.clock.advance(2_000);
    expect(asked).toHaveLength(2);
    asked[1]([]);
    await settle();
    expect(bob.links.at(-1)?.options.iceServers).toEqual([]);
    expect(bob.session.phase.kind).toBe('live');
  });

  it('is not made when the call is over before they come', async () => {
    let answer: (servers: readonly RTCIceServer[]) => void = () => undefined;
    const { ann, bob } = await ring({
      iceServers: () => new Promise((resolve) => (answer = resolve)),
    });
    bob.session.answer();
    await settle();
    ann.session.hangUp();
    answer(RELAY);
    await settle();
    expect(ann.links).toHaveLength(0);
  });
});
