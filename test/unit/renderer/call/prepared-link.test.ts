import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import type { FakePeerLink } from '../../../helpers/fake-peer-link';
import type { CallPorts } from '../../../../src/renderer/call/call-ports';
import type { AddressHiding } from '../../../../src/shared/call/address-hiding';
import { CallWorld, type Person } from './call-fixture';

const SERVERS: readonly RTCIceServer[] = [{ urls: 'stun:stun.example:3478' }];

let world: CallWorld;
let ann: Person;
let bob: Person;

/** Ann calls Bob, and it rings. */
async function ring(ports: Partial<CallPorts> = {}): Promise<void> {
  ann = await world.join('ann', ports);
  bob = await world.join('bob');
  ann.session.call('bob');
  await settle();
}

async function answer(): Promise<void> {
  bob.session.answer();
  await settle();
}

function stateOf({ state, isHeld }: FakePeerLink): string {
  return isHeld ? `${state}, held` : state;
}

describe('the link of a call that rings', () => {
  beforeEach(() => {
    world = new CallWorld();
  });

  it('is the one that is used once somebody answers', async () => {
    await ring();
    expect(ann.links.map(stateOf)).toEqual(['new, held']);
    await answer();
    expect(ann.links.map(stateOf)).toEqual(['connected']);
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
  });

  it('has its time to connect from then on, however long it rang', async () => {
    await ring();
    await world.clock.advance(20_000);
    world.network.cut();
    await answer();
    await world.clock.advance(14_000);
    expect(ann.links.map(stateOf)).toEqual(['new']);
  });

  it('asks for its servers once', async () => {
    let askedCount = 0;
    const iceServers = (): Promise<readonly RTCIceServer[]> => {
      askedCount += 1;
      return Promise.resolve(SERVERS);
    };
    await ring({ iceServers });
    await answer();
    expect(ann.links.map(({ options }) => options.iceServers)).toEqual([SERVERS]);
    expect(askedCount).toBe(1);
  });

  it('is made anew where the address is to be hidden after all', async () => {
    let hiding: AddressHiding = 'never';
    await ring({ hidingFrom: () => hiding });
    hiding = 'always';
    await answer();
    expect(ann.links.map(stateOf)).toEqual(['closed, held', 'connected']);
    expect(ann.links.map(({ options }) => options.isAddressHidden)).toEqual([false, true]);
  });

  it('is made anew on another network, and where it has closed by itself', async () => {
    await ring();
    ann.session.handleNetworkChanged();
    expect(ann.links.map(stateOf)).toEqual(['closed, held']);
    await answer();
    expect(ann.links.map(stateOf)).toEqual(['closed, held', 'connected']);
    world = new CallWorld();
    await ring();
    ann.links[0].close('failed');
    await answer();
    expect(ann.links.map(stateOf)).toEqual(['closed, held', 'connected']);
  });

  it.each<[string, () => void]>([
    ['they decline', () => bob.session.decline()],
    ['nobody waits any longer', () => ann.session.hangUp()],
  ])('closes unheard when %s', async (_what, end) => {
    await ring();
    end();
    await settle();
    expect(ann.links.map(stateOf)).toEqual(['closed, held']);
    expect(bob.links.map(stateOf)).toEqual(['closed, held']);
    expect([ann.signalCount(), bob.signalCount(), world.network.open]).toEqual([0, 0, []]);
  });

  it('waits at the end that is called as well, and is the one that answers', async () => {
    await ring();
    expect(bob.links.map(stateOf)).toEqual(['new, held']);
    await answer();
    expect(bob.links.map(stateOf)).toEqual(['connected']);
  });

  it('is made ready for a few calls a minute, however many come in', async () => {
    let askedCount = 0;
    const iceServers = (): Promise<readonly RTCIceServer[]> => {
      askedCount += 1;
      return Promise.resolve(SERVERS);
    };
    ann = await world.join('ann');
    bob = await world.join('bob', { iceServers });
    for (let count = 0; count < 50; count += 1) {
      const callId = `nobodys-call-${count}`;
      bob.session.handlePush({ name: 'call:incoming', payload: { callId, from: 'eve' } });
      await Promise.resolve();
      bob.session.handlePush({ name: 'call:ended', payload: { callId, reason: 'cancelled' } });
    }
    await settle();
    expect(askedCount).toBe(6);
    expect(bob.links.filter(({ state }) => state !== 'closed')).toEqual([]);
    ann.session.call('bob');
    await settle();
    await answer();
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
    bob.session.hangUp();
    await world.clock.advance(60_000);
    expect(askedCount).toBe(7);
    ann.session.call('bob');
    await settle();
    expect([askedCount, bob.links.at(-1)?.isHeld]).toEqual([8, true]);
  });

  it('is not there where the browser makes none; then it is tried again', async () => {
    let isBroken = true;
    await ring({
      linkFactory: (options) => {
        if (isBroken) throw new TypeError('no such server');
        return world.network.createLink(options);
      },
    });
    expect(ann.links).toEqual([]);
    isBroken = false;
    await answer();
    expect(ann.session.phase.kind).toBe('live');
  });
});
