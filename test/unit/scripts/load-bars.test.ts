import { describe, expect, it } from 'vitest';
import { judge, type LoadFigures } from '../../../scripts/load/bars.mjs';

const BARE_LAG_MS = 50;
const STOCK: LoadFigures = {
  count: 1_000,
  isComplete: true,
  connectsPerSecond: 600,
  cpuPerConnectMs: 1.5,
  memoryPerClientKib: 20,
  cpuPerMessageUs: 200,
  lagMs: 20,
};

function failing(ours: Partial<LoadFigures>): readonly string[] {
  const ws = { ...STOCK, lagMs: BARE_LAG_MS };
  return judge({ ws, 'socket.io': STOCK, webcrt: { ...STOCK, ...ours } })
    .filter(({ holds }) => !holds)
    .map(({ what }) => what.replace(/,.*/, ''));
}

describe('the bars of npm run load', () => {
  it('hold at their limits', () => {
    const limits = {
      connectsPerSecond: 300,
      cpuPerConnectMs: 3,
      memoryPerClientKib: 26,
      cpuPerMessageUs: 240,
      lagMs: BARE_LAG_MS + 100,
    };
    expect(failing(limits)).toEqual([]);
  });

  it.each([
    [{ connectsPerSecond: 290 }, 'connects a second'],
    [{ cpuPerConnectMs: 3.1 }, 'CPU a connect'],
    [{ memoryPerClientKib: 27 }, 'memory an idle client'],
    [{ cpuPerMessageUs: 250 }, 'CPU a message'],
    [{ lagMs: BARE_LAG_MS + 101 }, 'event loop lag while connecting'],
  ])('fail beyond them: %j', (ours, what) => {
    expect(failing(ours)).toEqual([what]);
  });

  it('fail where clients were not reached, whatever was measured until then', () => {
    expect(failing({ isComplete: false })).toHaveLength(5);
  });
});
