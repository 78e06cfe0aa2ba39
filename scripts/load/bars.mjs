/** What is held against stock Socket.IO in the same run. `limit`: a ratio, but of the loop's lag, in ms. */
export const BARS = [
  { id: 'C1', what: 'connects a second', key: 'connectsPerSecond', limit: 0.5, isFloor: true },
  { id: 'C2', what: 'CPU a connect', key: 'cpuPerConnectMs', limit: 2 },
  { id: 'C3', what: 'memory (RSS) an idle client', key: 'rssPerClientKib', limit: 1.3 },
  { id: 'C4', what: 'CPU a message', key: 'cpuPerMessageUs', limit: 1.2 },
  { id: 'C5', what: 'event loop lag while connecting', key: 'lagMs', limit: 100, isAbsolute: true },
];

/** Each bar with `value`, `ask` and `holds`; what was not measured does not hold. */
export function judge(ours, stock) {
  return BARS.map(({ id, what, key, limit, isFloor = false, isAbsolute = false }) => {
    const value = isAbsolute ? ours[key] : ours[key] / stock[key];
    const holds = ours.isComplete && (isFloor ? value >= limit : value <= limit);
    return {
      id: `${id}.${ours.count}`,
      what: `${what}, ${ours.count} clients`,
      value: Number.isFinite(value) ? value : null,
      unit: isAbsolute ? 'ms' : 'x',
      ask: `${isFloor ? '>=' : '<='} ${limit}`,
      holds,
    };
  });
}
