import { beforeEach, describe, expect, it } from 'vitest';
import { RingController, type RingPlan } from '../../../../src/renderer/call/ring-controller';
import type { CallPhase } from '../../../../src/shared/call/call-phase';

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
  let plan: RingPlan;
  let ring: RingController;
  let countdown: (number | null)[];

  beforeEach(() => {
    timers = new ManualTimers();
    log = [];
    countdown = [];
    plan = { kind: 'ring' };
    ring = new RingController({
      plan: () => plan,
      attract: ({ from }) => log.push(`attract ${from}`),
      stopAttracting: () => log.push('stop attracting'),
      startTone: () => log.push('tone'),
      stopTone: () => log.push('silence'),
      beep: () => log.push('beep'),
      answer: () => log.push('answer'),
      clock: timers.clock,
    });
    ring.onCountdown((seconds) => countdown.push(seconds));
  });

  it('rings once per call until the call is decided', () => {
    ring.handlePhase(INCOMING);
    ring.handlePhase(INCOMING);
    ring.handlePhase(IDLE);
    ring.handlePhase(IDLE);
    expect(log).toEqual(['attract ann', 'tone', 'silence', 'stop attracting']);
  });

  it('counts five seconds down with a beep each before it answers by itself', () => {
    plan = { kind: 'countdown', ms: 5_000 };
    ring.handlePhase(INCOMING);
    while (timers.tick());
    expect(countdown).toEqual([5, 4, 3, 2, 1]);
    expect(log).toEqual(['attract ann', ...Array<string>(5).fill('beep'), 'answer']);
  });

  it('becomes an ordinary ring when any key is pressed in time', () => {
    plan = { kind: 'countdown', ms: 5_000 };
    ring.handlePhase(INCOMING);
    timers.tick();
    expect(ring.handleKey()).toBe(true);
    expect(timers.tick()).toBe(false);
    expect(countdown).toEqual([5, 4, null]);
    expect(log).toEqual(['attract ann', 'beep', 'beep', 'tone']);
    expect(ring.handleKey()).toBe(false);
  });

  it('answers nothing when the caller gives up during the countdown', () => {
    plan = { kind: 'countdown', ms: 5_000 };
    ring.handlePhase(INCOMING);
    ring.handlePhase(IDLE);
    expect(timers.tick()).toBe(false);
    expect(log).not.toContain('answer');
  });
});
