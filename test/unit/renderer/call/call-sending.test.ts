import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import { fakeTrack } from '../../../helpers/fake-peer-link';
import { CallWorld } from './call-fixture';

const VIEW = { cols: 160, rows: 48, style: 'ascii-color', wantsPixels: false };

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

describe('what is sent in a call', () => {
  it('is all there is, to an end that does not say what it shows', async () => {
    const { ann } = await world.connected();
    await world.clock.advance(5_000);
    expect(ann.links[0].plans.at(-1)).toEqual({
      scaleResolutionDownBy: 1,
      maxBitrateKbps: null,
      maxFramerate: 30,
      isLarge: true,
      isActive: true,
    });
  });

  it('is what the other end shows, each way for itself', async () => {
    const { ann, bob } = await world.connected();
    bob.session.setView(VIEW);
    ann.session.setView({ ...VIEW, cols: 0, rows: 0 });
    await settle();
    expect(ann.links[0].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2, isActive: true });
    expect(bob.links[0].plans.at(-1)).toMatchObject({ isActive: false });
  });

  it('does not reach those who listen for camera and microphone', async () => {
    const { ann, bob } = await world.connected();
    bob.session.setView(VIEW);
    await settle();
    expect(ann.media.map(({ kind }) => kind)).toEqual(['media']);
  });

  it('is told as soon as the link opens, and again to one that replaces it', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    bob.session.setView(VIEW);
    await settle();
    expect(ann.links[0].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
    world.network.fail();
    await world.clock.advance(10_000);
    expect(ann.links).toHaveLength(2);
    expect(ann.session.phase.kind).toBe('live');
    expect(ann.links[1].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
  });

  it('is in full again in the next call, until the other end speaks', async () => {
    const { ann, bob } = await world.connected();
    bob.session.setView(VIEW);
    ann.local.update({ bandwidth: 'high' });
    await settle();
    ann.session.hangUp();
    await settle();
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    await world.clock.advance(5_000);
    expect(ann.links[1].plans.at(-1)).toMatchObject({ maxBitrateKbps: null });
    expect(bob.links[1].sent.some(({ kind }) => kind === 'view')).toBe(false);
  });

  it('costs as much as was set, also when that was before the call', async () => {
    const ann = await world.join('ann');
    const bob = await world.join('bob');
    ann.local.update({ bandwidth: 64 });
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    bob.session.setView(VIEW);
    await settle();
    expect(ann.links[0].plans.at(-1)?.maxBitrateKbps).toBe(64);
    ann.local.update({ bandwidth: 'low' });
    expect(ann.links[0].plans.at(-1)?.maxBitrateKbps).toBe(80);
  });

  it('fits the camera that is turned on during the call', async () => {
    const ann = await world.join('ann', {}, { tracks: { audio: null, video: null } });
    const bob = await world.join('bob');
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    bob.session.setView(VIEW);
    await settle();
    ann.local.update({ tracks: { video: fakeTrack('video') } });
    expect(ann.links[0].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
  });

  it('is as the echo peer is shown, in a call to it', async () => {
    const ann = await world.join('ann');
    ann.session.setView(VIEW);
    ann.session.call('echo');
    await settle();
    ann.session.setView(VIEW);
    await settle();
    const echo = world.network.links.find((link) => !ann.links.includes(link))!;
    echo.send({ kind: 'view', ...VIEW });
    expect(ann.links[0].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
  });
});

describe('a screen that is shared in a call', () => {
  it('comes beside the camera, and the other end is told, also that it is over', async () => {
    const { ann, bob } = await world.connected();
    const screen = fakeTrack('screen');
    ann.local.update({ tracks: { screen: screen } });
    await settle();
    expect(bob.tracks).toContainEqual({ kind: 'screen', track: screen });
    expect(ann.links[0].sending.video).not.toBeNull();
    expect(bob.media.at(-1)).toEqual({
      kind: 'media',
      camera: true,
      microphone: true,
      screen: true,
    });
    ann.local.update({ tracks: { screen: null } });
    expect(bob.media.at(-1)).toEqual({ kind: 'media', camera: true, microphone: true });
  });

  it('is sent as it is shown, whatever is shown of the camera', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ tracks: { screen: fakeTrack('screen') } });
    bob.session.setView({ ...VIEW, picture: 'screen', cols: 320, rows: 96 });
    bob.session.setView(VIEW);
    await settle();
    expect(ann.links[0].plans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
    expect(ann.links[0].screenPlans.at(-1)).toMatchObject({ scaleResolutionDownBy: 1 });
  });

  it('goes on over the link that replaces a lost one', async () => {
    const { ann, bob } = await world.connected();
    ann.local.update({ tracks: { screen: fakeTrack('screen') } });
    bob.session.setView({ ...VIEW, picture: 'screen' });
    await settle();
    world.network.fail();
    await world.clock.advance(10_000);
    expect(ann.links).toHaveLength(2);
    expect(ann.links[1].sending.screen).not.toBeNull();
    expect(ann.links[1].screenPlans.at(-1)).toMatchObject({ scaleResolutionDownBy: 2 });
  });
});
