import { beforeEach, describe, expect, it } from 'vitest';
import { CONNECT_STEPS, ConnectLimit } from '../../../../src/renderer/rtc/connect-limit';
import { FakeClock } from '../../../helpers/fake-clock';

const TIMES = { answerMs: 60_000, stepMs: 15_000 };

let clock: FakeClock;
let expired: number;
let limit: ConnectLimit;
beforeEach(() => {
  clock = new FakeClock();
  expired = 0;
  limit = new ConnectLimit(TIMES, clock, () => (expired += 1));
});

describe('the time limit of a connection', () => {
  it('gives the other end time to answer', async () => {
    await clock.advance(59_999);
    expect(expired).toBe(0);
    await clock.advance(1);
    expect(expired).toBe(1);
  });

  it('is short from when the other end takes part', async () => {
    limit.note('described');
    await clock.advance(15_000);
    expect(expired).toBe(1);
  });

  it('goes by steps, so that a slow machine gets there as well', async () => {
    await clock.advance(59_000);
    for (const step of CONNECT_STEPS) {
      limit.note(step);
      await clock.advance(14_999);
      expect(expired, step).toBe(0);
    }
    await clock.advance(1);
    expect(expired).toBe(1);
  });

  it('gives less time to find an address, where that is wanted, and no less to all else', async () => {
    let inVain = 0;
    limit = new ConnectLimit({ ...TIMES, candidateMs: 3_000 }, clock, () => (inVain += 1));
    await clock.advance(59_000);
    limit.note('described');
    await clock.advance(2_999);
    limit.note('checking');
    await clock.advance(14_999);
    limit.note('reached');
    await clock.advance(14_999);
    expect(inVain).toBe(0);
    limit = new ConnectLimit({ ...TIMES, candidateMs: 3_000 }, clock, () => (inVain += 1));
    limit.note('described');
    await clock.advance(3_000);
    expect(inVain).toBe(2);
  });

  it('is not put off by a step that is made over and over, nor by one left behind', async () => {
    limit.note('reached');
    await clock.advance(10_000);
    for (const step of CONNECT_STEPS) limit.note(step);
    await clock.advance(5_000);
    expect(expired).toBe(1);
  });

  it('does not count the time in which the page itself stood still', async () => {
    limit.note('described');
    // What came meanwhile, the connection among it, waits behind the timer.
    clock.stall(40_000);
    expect(expired).toBe(0);
    await clock.advance(14_999);
    expect(expired).toBe(0);
    await clock.advance(1);
    expect(expired).toBe(1);
  });

  it('is over with the making of the connection', async () => {
    limit.note('described');
    limit.dispose();
    limit.note('checking');
    await clock.advance(600_000);
    expect(expired).toBe(0);
    expect(clock.pendingCount).toBe(0);
  });
});
