import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

/** All that a person was ever told of the other end's recording. */
function listen({ remote }: Person): boolean[] {
  const told: boolean[] = [];
  remote.on('recording', ({ value }) => told.push(value.isOn));
  return told;
}

describe('whoever is recorded', () => {
  it('is told when it starts and when it stops', async () => {
    const { ann, bob } = await world.connected();
    const [toldAnn, toldBob] = [listen(ann), listen(bob)];
    ann.local.update({ isRecording: true });
    await settle();
    expect(toldBob).toEqual([true]);
    ann.local.update({ isRecording: false });
    await settle();
    expect(toldBob).toEqual([true, false]);
    expect(toldAnn).toEqual([]);
  });

  it('is told as soon as the link opens when the recording runs already', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    const toldBob = listen(bob);
    ann.local.update({ isRecording: true });
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(toldBob).toEqual([true]);
  });

  it('is told at once when the channel opens later than the connection', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    const toldBob = listen(bob);
    world.network.opensChannelsLate = true;
    ann.local.update({ isRecording: true });
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(toldBob).toEqual([]);
    world.network.openChannels();
    expect(toldBob).toEqual([true]);
  });

  it('is told again over a link that replaces a lost one', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ isRecording: true });
    await settle();
    const toldBob = listen(bob);
    world.network.fail();
    await world.clock.advance(10_000);
    expect(bob.session.phase.kind).toBe('live');
    expect(toldBob).toEqual([true]);
  });

  it('hears of an end that came while the link was away', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ isRecording: true });
    await settle();
    const toldBob = listen(bob);
    world.network.fail();
    await settle();
    ann.local.update({ isRecording: false });
    await world.clock.advance(10_000);
    expect(bob.session.phase.kind).toBe('live');
    expect(toldBob).toEqual([false]);
  });
});
