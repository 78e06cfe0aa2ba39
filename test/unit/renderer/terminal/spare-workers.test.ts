import { describe, expect, it } from 'vitest';
import { SpareWorkers } from '../../../../src/renderer/terminal/spare-workers';
import { FakeClock } from '../../../helpers/fake-clock';
import type { PictureWarmUp } from '../../../../src/renderer/workers/picture-messages';
import { PLAIN_LOOK } from '../../../../src/shared/ascii/picture-look';

class FakeWorker extends EventTarget {
  readonly told: PictureWarmUp[] = [];
  isEnded = false;

  postMessage(message: PictureWarmUp): void {
    this.told.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

function spares(): { workers: SpareWorkers; started: FakeWorker[]; clock: FakeClock } {
  const started: FakeWorker[] = [];
  const clock = new FakeClock();
  const workers = new SpareWorkers(() => {
    const worker = new FakeWorker();
    started.push(worker);
    return worker as unknown as Worker;
  }, clock);
  return { workers, started, clock };
}

function warmUpFor(cellWidthPx: number): PictureWarmUp {
  const cell = { cellWidthPx, cellHeightPx: 2 * cellWidthPx, fontSizePx: cellWidthPx };
  const geometry = { areaWidthPx: 80, areaHeightPx: 48, ...cell };
  const look = { ...PLAIN_LOOK, style: 'duotone' } as const;
  const settings = { look, mirror: false, frameInterval: 1, geometry };
  return { kind: 'warm-up', font: { family: 'x', url: 'x' }, painter: 'auto', settings, geometry };
}

describe('spare workers', () => {
  it('are taken before another is started, the oldest first', () => {
    const { workers, started } = spares();
    workers.keep(2, null);
    expect(started).toHaveLength(2);
    expect([workers.take(), workers.take()]).toEqual(started);
    expect(started).toHaveLength(2);
    expect(workers.take()).toBe(started[2]);
    expect(started.map(({ isEnded }) => isEnded)).toEqual([false, false, false]);
  });

  it('are told what they will draw once, and again when that is something else', () => {
    const { workers, started } = spares();
    workers.keep(1, null);
    expect(started[0].told).toEqual([]);
    workers.keep(1, warmUpFor(8));
    workers.keep(1, warmUpFor(8));
    expect(started[0].told).toEqual([warmUpFor(8)]);
    workers.keep(2, warmUpFor(6));
    expect(started[0].told).toEqual([warmUpFor(8), warmUpFor(6)]);
    expect(started[1].told).toEqual([warmUpFor(6)]);
  });

  it('are told nothing any more once they are taken', () => {
    const { workers, started } = spares();
    workers.keep(1, warmUpFor(8));
    workers.take();
    workers.keep(1, warmUpFor(6));
    expect(started[0].told).toEqual([warmUpFor(8)]);
    workers.dispose();
    expect(started.map(({ isEnded }) => isEnded)).toEqual([false]);
  });

  it('are made good once whoever took one has had time to show its picture', async () => {
    const { workers, started, clock } = spares();
    workers.keep(1, warmUpFor(8));
    workers.take();
    workers.keep(1, warmUpFor(8));
    await clock.advance(2_999);
    expect(started).toHaveLength(1);
    await clock.advance(1);
    expect(started).toHaveLength(2);
    expect(started[1].told).toEqual([warmUpFor(8)]);
  });

  it('are not made good when they are gone', async () => {
    const { workers, started, clock } = spares();
    workers.keep(1, null);
    workers.take();
    workers.dispose();
    await clock.advance(10_000);
    expect(started).toHaveLength(1);
  });

  it('end where there are more than are wanted', () => {
    const { workers, started } = spares();
    workers.keep(3, null);
    workers.keep(1, null);
    expect(started.map(({ isEnded }) => isEnded)).toEqual([false, true, true]);
  });

  it('are given to nobody when they could not be loaded', () => {
    const { workers, started } = spares();
    workers.keep(1, null);
    started[0].dispatchEvent(new Event('error'));
    expect(started[0].isEnded).toBe(true);
    expect(workers.take()).toBe(started[1]);
    // What becomes of one that was taken is for its picture to say.
    started[1].dispatchEvent(new Event('error'));
    expect(started[1].isEnded).toBe(false);
  });
});
