import { describe, expect, it } from 'vitest';
import {
  decodePeerMessage,
  encodePeerMessage,
} from '../../../../src/renderer/rtc/peer-message-codec';
import type { CostumeState } from '../../../../src/shared/protocol/peer-messages';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

const GREEN: CostumeState = { kind: 'costume', style: 'quad', palette: 'green', colours: [] };
const NONE: CostumeState = { kind: 'costume', style: null, palette: 'truecolour', colours: [] };

/** The styles of all costumes that a person was ever told of. */
function listen({ remote }: Person): (string | null)[] {
  const told: (string | null)[] = [];
  remote.on('costume', ({ value }) => told.push(value.style));
  return told;
}

describe('a costume', () => {
  it('is told when the link opens, and again when it changes', async () => {
    const world = new CallWorld();
    const [ann, bob] = [await world.join('ann'), await world.join('bob')];
    const told = listen(bob);
    ann.local.update({ costume: GREEN });
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(told).toEqual(['quad']);
    ann.local.update({ costume: { ...GREEN } });
    ann.local.update({ costume: NONE });
    await settle();
    expect(told).toEqual(['quad', null]);
  });

  it('is told again over a link that replaces a lost one', async () => {
    const world = new CallWorld();
    const { ann, bob } = await world.connected();
    ann.local.update({ costume: GREEN });
    await settle();
    const told = listen(bob);
    world.network.fail();
    await world.clock.advance(10_000);
    expect(bob.session.phase.kind).toBe('live');
    expect(told).toEqual(['quad']);
  });

  it('goes over the wire as it is, and nothing else passes for one', () => {
    const message = { kind: 'costume', style: 'half', palette: 'own', colours: [0, 0xffffff] };
    expect(decodePeerMessage(JSON.stringify(message))).toEqual(message);
    expect(encodePeerMessage(NONE)).toContain('"style":null');
    for (const wrong of [
      { style: 'HALF' },
      { style: 7 },
      { palette: '../x' },
      { palette: null },
      { colours: [-1] },
      { colours: [0x1_00_00_00] },
      { colours: [0.5] },
      { colours: Array.from({ length: 33 }, () => 0) },
      { colours: ['#fff'] },
      { by: 'eve' },
    ]) {
      expect(decodePeerMessage(JSON.stringify({ ...message, ...wrong }))).toBeNull();
    }
  });
});
