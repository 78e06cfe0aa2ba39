import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

const HIDDEN = { isAddressHidden: () => true };

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
