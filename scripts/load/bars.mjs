import { judgeBar } from '../lib/judge-bar.mjs';

/**
 * What is held against others in the same run: ratios to stock Socket.IO; and of the loop's lag
 * what there is beyond that of bare ws, which is the machine's own.
 */
export const BARS = [
  { id: 'C1', what: 'connects a second', key: 'connectsPerSecond', limit: 0.5, isFloor: true },
  { id: 'C2', what: 'CPU a connect', key: 'cpuPerConnectMs', limit: 2 },
  { id: 'C3', what: 'memory an idle client', key: 'memoryPerClientKib', limit: 1.3 },
  { id: 'C4', what: 'CPU a message', key: 'cpuPerMessageUs', limit: 1.2 },
  {
    id: 'C5',
    what: 'event loop lag while connecting',
    key: 'lagMs',
    limit: 100,
    isBeyondBare: true,
  },
];

/** Each bar with `value`, `ask` and `holds`. */
export function judge({ webcrt: ours, 'socket.io': stock, ws: bare }) {
  return BARS.map(({ id, what, key, limit, isFloor, isBeyondBare = false }) =>
    judgeBar(
      {
        id: `${id}.${ours.count}`,
        what: `${what}, ${ours.count} clients`,
        unit: isBeyondBare ? 'ms' : 'x',
        limit,
        isFloor,
      },
      isBeyondBare ? Math.max(0, ours[key] - bare[key]) : ours[key] / stock[key],
      ours.isComplete,
    ),
  );
}
