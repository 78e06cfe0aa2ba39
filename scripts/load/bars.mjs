import { judgeBar } from '../lib/judge-bar.mjs';

/** @typedef {import('./bars.mjs').LoadFigures} LoadFigures */

/**
 * @typedef {object} Bar
 * @property {string} id
 * @property {string} what
 * @property {Exclude<keyof LoadFigures, 'count' | 'isComplete'>} key
 * @property {number} limit
 * @property {boolean} [isFloor]
 * @property {boolean} [isBeyondBare]
 */

/**
 * What is held against others in the same run: ratios to stock Socket.IO; and of the loop's lag
 * what there is beyond that of bare ws, which is the machine's own.
 *
 * @type {readonly Bar[]}
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

/**
 * Each bar with `value`, `ask` and `holds`.
 *
 * @type {typeof import('./bars.mjs').judge}
 */
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
      isBeyondBare
        ? Math.max(0, figureOf(ours, key) - figureOf(bare, key))
        : figureOf(ours, key) / figureOf(stock, key),
      ours.isComplete,
    ),
  );
}

/**
 * What was not measured is no number.
 *
 * @param {LoadFigures} figures
 * @param {Bar['key']} key
 */
function figureOf(figures, key) {
  return figures[key] ?? NaN;
}
