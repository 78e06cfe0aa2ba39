import { beforeEach, expect, it } from 'vitest';
import { CallWorld, type Person } from './call-fixture';

// A client of another make: it sends pictures and sound, and says nothing about them.

let world: CallWorld;
let ann: Person;
let bob: Person;
beforeEach(async () => {
  world = new CallWorld();
  ann = await world.join('ann');
  bob = await world.join('bob', {
    linkFactory: (options) => {
      const link = world.network.createLink(options);
      link.send = () => false;
      bob.links.push(link);
      return link;
    },
  });
  ann.session.call('bob');
  await world.clock.advance(0);
  bob.session.answer();
  await world.clock.advance(0);
});

const states = ({ media }: Person): string[] =>
  media.map(
    ({ camera, microphone }) => `${camera ? 'camera' : ''} ${microphone ? 'microphone' : ''}`,
  );

it('has its camera and microphone on while frames and sound arrive, and off when they stop', async () => {
  await world.clock.advance(1_500);
  expect(states(ann)).toEqual([]);
  await world.clock.advance(1_000);
  expect(states(ann)).toEqual(['camera microphone']);
  ann.links[0].figures = { receivedFps: 0 };
  await world.clock.advance(2_000);
  expect(states(ann)).toEqual(['camera microphone', ' microphone']);
});

it('is taken at its word once it says something', async () => {
  await world.clock.advance(3_000);
  ann.links[0].hear({ kind: 'media', camera: false, microphone: false });
  await world.clock.advance(10_000);
  expect(states(ann)).toEqual(['camera microphone', ' ']);
});
