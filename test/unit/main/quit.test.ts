import { beforeEach, describe, expect, it } from 'vitest';
import { QuitFlow, RELEASE_LIMIT_MS, WINDOW_LIMIT_MS } from '../../../src/main/quit';
import type { Clock } from '../../../src/shared/base/clock';
import { toDisposable } from '../../../src/shared/base/lifecycle';

/** Time that passes when the test says so. */
class HandClock implements Clock {
  private now = 0;
  private tasks: { atMs: number; task: () => void }[] = [];
  nowMs = (): number => this.now;

  after(delayMs: number, task: () => void): ReturnType<Clock['after']> {
    const entry = { atMs: this.now + delayMs, task };
    this.tasks.push(entry);
    return toDisposable(() => {
      this.tasks = this.tasks.filter((other) => other !== entry);
    });
  }

  pass(ms: number): void {
    this.now += ms;
    const due = this.tasks.filter(({ atMs }) => atMs <= this.now);
    this.tasks = this.tasks.filter(({ atMs }) => atMs > this.now);
    for (const { task } of due) task();
  }
}

describe('QuitFlow', () => {
  let told: string[];
  let clock: HandClock;
  let released: () => void;
  let hasWindow: boolean;
  let quit: QuitFlow;

  beforeEach(() => {
    told = [];
    clock = new HandClock();
    hasWindow = true;
    quit = new QuitFlow({
      clock,
      askWindow: () => {
        told.push('ask');
        return hasWindow;
      },
      release: () => {
        told.push('release');
        return new Promise((resolve) => {
          released = resolve;
        });
      },
      exit: () => told.push(`exit ${quit.isExiting}`),
    });
  });

  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('asks the window, waits for it, lets go, and ends', async () => {
    quit.request();
    expect(told).toEqual(['ask']);
    quit.finish();
    expect(told).toEqual(['ask', 'release']);
    released();
    await settle();
    expect(told).toEqual(['ask', 'release', 'exit true']);
  });

  it('asks once, however often the user wants to quit', () => {
    quit.request();
    quit.request();
    expect(told).toEqual(['ask']);
  });

  it('does not wait for a window that is not there', () => {
    hasWindow = false;
    quit.request();
    expect(told).toEqual(['ask', 'release']);
  });

  it('gives up a window that hangs, and a server that does', () => {
    quit.request();
    clock.pass(WINDOW_LIMIT_MS - 1);
    expect(told).toEqual(['ask']);
    clock.pass(1);
    expect(told).toEqual(['ask', 'release']);
    clock.pass(RELEASE_LIMIT_MS);
    expect(told).toEqual(['ask', 'release', 'exit true']);
  });

  it('ends once, when the window answers after it was given up', async () => {
    quit.request();
    clock.pass(WINDOW_LIMIT_MS);
    quit.finish();
    released();
    await settle();
    clock.pass(RELEASE_LIMIT_MS);
    expect(told).toEqual(['ask', 'release', 'exit true']);
  });

  it('follows a window that wants to end of its own accord', async () => {
    quit.finish();
    released();
    await settle();
    expect(told).toEqual(['release', 'exit true']);
  });
});
