import { beforeEach, describe, expect, it } from 'vitest';
import { RingController, type RingPlan } from '../../../../src/renderer/call/ring-controller';
import type { CallPhase } from '../../../../src/shared/call/call-phase';
import { settle } from '../../../helpers/fake-clock';

const INCOMING: CallPhase = { kind: 'incoming', peer: 'ann', callId: 'call-0001', isGuest: false };
const IDLE: CallPhase = { kind: 'idle' };

/** Timers that run when the test says so. */
class ManualTimers {
  private tasks: { task: () => void; isCancelled: boolean }[] = [];
  readonly clock = {
    nowMs: () => 0,
    after: (_delayMs: number, task: () => void) => {
      const entry = { task, isCancelled: false };
      this.tasks.push(entry);
      return {
        dispose: () => {
          entry.isCancelled = true;
        },
      };
    },
  };

  /** Runs what is due; says whether anything was. */
  tick(): boolean {
    const due = this.tasks.filter((entry) => !entry.isCancelled);
    this.tasks = [];
    for (const entry of due) entry.task();
    return due.length > 0;
  }
}

describe('RingController', () => {
  let timers: ManualTimers;
  let log: string[];
  let plan: RingPlan | Error;
  let ring: RingController;
  let countdown: (number | null)[];

  beforeEach(() => {
    timers = new ManualTimers();
    log = [];
    countdown = [];
    plan = { kind: 'ring' };
    ring = new RingController({
      plan: () => (plan instanceof Error ? Promise.reject(plan) : Promise.resolve(plan)),
      attract: ({ from }) => log.push(`attract ${from}`),
      stopAttracting: () => log.push('stop attracting'),
      startTone: () => log.push('tone'),
      stopTone: () => log.push('silence'),
      beep: () => log.push('beep'),
      answer: () => log.push('answer'),
      clock: timers.clock,
      logger: { log: (level) => log.push(level) },
    });
    ring.onCountdown((seconds) => countdown.push(seconds));
  });

  async function begin(): Promise<void> {
    ring.handlePhase(INCOMING);
    await settle();
  }

  /** All that is left of the countdown. */
  async function runOut(): Promise<void> {
    while (timers.tick());
    await settle();
  }

  it('rings once per call until the call is decided', async () => {
    await begin();
    await begin();
    ring.handlePhase(IDLE);
    ring.handlePhase(IDLE);
    expect(log).toEqual(['attract ann', 'tone', 'silence', 'stop attracting']);
  });

  it('counts five seconds down with a beep each before it answers by itself', async () => {
    plan = { kind: 'countdown', ms: 5_000 };
    await begin();
    await runOut();
    expect(countdown).toEqual([5, 4, 3, 2, 1]);
    expect(log).toEqual(['attract ann', ...Array<string>(5).fill('beep'), 'answer']);
  });

  it('becomes an ordinary ring when any key is pressed in time', async () => {
    plan = { kind: 'countdown', ms: 5_000 };
    await begin();
    timers.tick();
    expect(ring.handleKey()).toBe(true);
    expect(timers.tick()).toBe(false);
    expect(countdown).toEqual([5, 4, null]);
    expect(log).toEqual(['attract ann', 'beep', 'beep', 'tone']);
    expect(ring.handleKey()).toBe(false);
  });

  it('answers nothing when the caller gives up during the countdown', async () => {
    plan = { kind: 'countdown', ms: 5_000 };
    await begin();
    ring.handlePhase(IDLE);
    expect(timers.tick()).toBe(false);
    expect(log).not.toContain('answer');
  });

  it('makes no sound for a call that is over before it is known how to meet it', async () => {
    ring.handlePhase(INCOMING);
    ring.handlePhase(IDLE);
    await settle();
    expect(log).toEqual(['attract ann', 'silence', 'stop attracting']);
  });

  it('rings on when what allowed the answer is over at the end of the countdown', async () => {
    plan = { kind: 'countdown', ms: 5_000 };
    await begin();
    plan = { kind: 'ring' };
    await runOut();
    expect(countdown).toEqual([5, 4, 3, 2, 1, null]);
    expect(log.slice(-1)).toEqual(['tone']);
    expect(log).not.toContain('answer');
  });

  it('is stopped by a key, also while that is asked', async () => {
    plan = { kind: 'countdown', ms: 5_000 };
    await begin();
    while (timers.tick());
    expect(ring.handleKey()).toBe(true);
    await settle();
    expect(log).not.toContain('answer');
  });

  it('rings when nobody can say whether the call may answer itself, and logs why', async () => {
    plan = new Error('the host is gone');
    await begin();
    expect(log).toEqual(['attract ann', 'warn', 'tone']);
    expect(timers.tick()).toBe(false);
  });
});
