import { describe, expect, it } from 'vitest';
import { OpenConnections } from '../../../src/server/open-connections';
import { PUT_OUT_WAIT_MS } from '../../../src/shared/protocol/limits';
import { FakeClock } from '../../helpers/fake-clock';

describe('open connections', () => {
  it('are so many from each address, and one that is closed makes room', () => {
    const open = new OpenConnections(2, new FakeClock());
    open.add('a');
    open.add('a');
    expect(open.isFull('a')).toBe(true);
    expect(open.isFull('b')).toBe(false);
    open.remove('a');
    expect(open.isFull('a')).toBe(false);
  });

  it('are any number where there is no limit, and from this machine', () => {
    const unlimited = new OpenConnections(0, new FakeClock());
    unlimited.add('a');
    expect(unlimited.isFull('a')).toBe(false);
    const one = new OpenConnections(1, new FakeClock());
    one.add(null);
    expect(one.isFull(null)).toBe(false);
  });

  it('have to wait where somebody broke the rules, for a while, and nowhere else', async () => {
    const clock = new FakeClock();
    const open = new OpenConnections(0, clock);
    open.makeWait('a');
    open.makeWait(null);
    expect([open.hasToWait('a'), open.hasToWait('b'), open.hasToWait(null)]).toEqual([
      true,
      false,
      false,
    ]);
    await clock.advance(PUT_OUT_WAIT_MS);
    expect(open.hasToWait('a')).toBe(false);
  });
});
