import { describe, expect, it } from 'vitest';
import { RING_CYCLE_MS, RingTone } from '../../../../src/renderer/media/ring-tone';
import type { Tone, ToneOutput } from '../../../../src/renderer/media/tone';
import type { Clock } from '../../../../src/shared/base/clock';
import { type Disposable, toDisposable } from '../../../../src/shared/base/lifecycle';

class FakeOutput implements ToneOutput, Disposable {
  readonly played: (readonly Tone[])[] = [];
  silenced = 0;
  isDisposed = false;

  play(tones: readonly Tone[]): void {
    this.played.push(tones);
  }

  silence(): void {
    this.silenced += 1;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

class StepClock implements Clock {
  private readonly tasks = new Map<() => void, number>();

  nowMs(): number {
    return 0;
  }

  after(delayMs: number, task: () => void): Disposable {
    this.tasks.set(task, delayMs);
    return toDisposable(() => this.tasks.delete(task));
  }

  get delays(): readonly number[] {
    return [...this.tasks.values()];
  }

  step(): void {
    for (const task of [...this.tasks.keys()]) {
      this.tasks.delete(task);
      task();
    }
  }
}

function setUp() {
  const output = new FakeOutput();
  const clock = new StepClock();
  return { output, clock, ring: new RingTone(output, clock) };
}

describe('the ring tone', () => {
  it('warbles between two tones, with a pause before it comes again', () => {
    const { output, ring } = setUp();
    ring.start();
    const [tones = []] = output.played;
    expect(new Set(tones.map(({ frequencyHz }) => frequencyHz)).size).toBe(2);
    const endMs = Math.max(...tones.map(({ startMs, durationMs }) => startMs + durationMs));
    expect(endMs).toBeLessThan(RING_CYCLE_MS - 1_000);
  });

  it('rings on until it is stopped', () => {
    const { output, clock, ring } = setUp();
    ring.start();
    expect(clock.delays).toEqual([RING_CYCLE_MS]);
    clock.step();
    clock.step();
    expect(output.played).toHaveLength(3);
    ring.stop();
    expect(clock.delays).toEqual([]);
    expect(output.silenced).toBe(1);
    expect(ring.isRinging).toBe(false);
  });

  it('rings once when it is started twice, and can be stopped twice', () => {
    const { output, clock, ring } = setUp();
    ring.stop();
    ring.start();
    ring.start();
    expect(clock.delays).toHaveLength(1);
    ring.stop();
    ring.stop();
    expect(output.silenced).toBe(1);
    ring.start();
    expect(ring.isRinging).toBe(true);
  });

  it('beeps once, and does not ring for it', () => {
    const { output, clock, ring } = setUp();
    ring.beep();
    expect(output.played).toHaveLength(1);
    expect(output.played[0]).toHaveLength(1);
    expect(clock.delays).toEqual([]);
  });

  it('is silent for good once disposed', () => {
    const { output, clock, ring } = setUp();
    ring.start();
    ring.dispose();
    expect(output.isDisposed).toBe(true);
    expect(clock.delays).toEqual([]);
  });
});
