import { describe, expect, it } from 'vitest';
import { onWake } from '../../../../src/renderer/host/on-wake';
import { FakeClock } from '../../../helpers/fake-clock';

/** A clock whose time may go on while its timers rest, as on a machine that sleeps. */
class SleepyClock extends FakeClock {
  private sleptMs = 0;

  sleep(forMs: number): void {
    this.sleptMs += forMs;
  }

  override nowMs(): number {
    return super.nowMs() + this.sleptMs;
  }
}

describe('onWake', () => {
  it('tells once when timers have rested for more than half a minute', async () => {
    const clock = new SleepyClock();
    let woken = 0;
    const stop = onWake(clock, () => (woken += 1));
    await clock.advance(120_000);
    expect(woken).toBe(0);
    clock.sleep(60_000);
    await clock.advance(10_000);
    expect(woken).toBe(1);
    stop();
    clock.sleep(600_000);
    await clock.advance(10_000);
    expect(woken).toBe(1);
  });

  it('takes neither a short rest for sleep, nor a clock that is put back', async () => {
    const clock = new SleepyClock();
    let woken = 0;
    onWake(clock, () => (woken += 1));
    clock.sleep(20_000);
    await clock.advance(10_000);
    clock.sleep(-86_400_000);
    await clock.advance(10_000);
    expect(woken).toBe(0);
  });
});
