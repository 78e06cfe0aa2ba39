import { describe, expect, it } from 'vitest';
import { PaintStats } from '../../../../src/renderer/workers/paint-stats';

describe('PaintStats', () => {
  it('gives rates over the time since the last report, and starts over', () => {
    const stats = new PaintStats(1_000);
    for (let paint = 0; paint < 30; paint++) stats.addPaint(2);
    stats.addPaint(33);
    expect(stats.take(3_000)).toEqual({ paintedFps: 15.5, engineMs: 3 });
    expect(stats.take(4_000)).toEqual({ paintedFps: 0, engineMs: 0 });
  });
});
