import { beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

let world: CallWorld;
beforeEach(() => {
  world = new CallWorld();
});

/** All that a person saw of what the other end types. */
function watch({ remote }: Person): string[] {
  const seen: string[] = [];
  remote.on('typing', ({ value }) => seen.push(value));
  return seen;
}

async function type({ local }: Person, ...lines: (string | null)[]): Promise<void> {
  for (const typed of lines) {
    local.update({ typed });
    await world.clock.advance(50);
  }
}

describe('what is typed in a call', () => {
  it('is seen as it is typed, erased and said', async () => {
    const { ann, bob } = await world.connected();
    const seen = watch(bob);
    await type(ann, 'h', 'he', 'hel', 'helo', 'hel', 'hell', 'hello', '');
    expect(seen).toEqual(['h', 'he', 'hel', 'helo', 'hel', 'hell', 'hello', '']);
  });

  it('of one moment leaves together', async () => {
    const { ann, bob } = await world.connected();
    const seen = watch(bob);
    for (const typed of ['h', 'he', 'hel', 'hell', 'hello']) ann.local.update({ typed });
    await world.clock.advance(50);
    expect(seen).toEqual(['h', 'hello']);
  });

  it('is nobody’s business unless it is wished to be, and not once it is not', async () => {
    const { ann, bob } = await world.connected();
    const seen = watch(bob);
    await type(ann, null);
    expect(seen).toEqual([]);
    await type(ann, 'secret', null);
    expect(seen).toEqual(['secret', '']);
  });

  it('is whole again over a link that replaces a lost one', async () => {
    const { ann, bob } = await world.connected();
    await type(ann, 'hello');
    const seen = watch(bob);
    world.network.fail();
    await settle();
    ann.local.update({ typed: 'hello wor' });
    await world.clock.advance(10_000);
    expect(bob.session.phase.kind).toBe('live');
    await type(ann, 'hello world', 'hello worl');
    // The old line went with the old link; nothing of the new one is missing.
    expect(seen.filter((text, at) => text !== seen[at - 1])).toEqual([
      '',
      'hello wor',
      'hello world',
      'hello worl',
    ]);
  });
});
