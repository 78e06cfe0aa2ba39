/**
 * A bar as `renderBars` shows it. What was not measured does not hold, and of what is not
 * `isComplete` nothing does.
 *
 * @type {typeof import('./judge-bar.mjs').judgeBar}
 */
export function judgeBar({ id, what, unit, limit, isFloor = false }, value, isComplete = true) {
  const measured = typeof value === 'number' && Number.isFinite(value) ? value : null;
  const isWithin = measured !== null && (isFloor ? measured >= limit : measured <= limit);
  return {
    id,
    what,
    value: measured,
    unit,
    ask: `${isFloor ? '>=' : '<='} ${limit}`,
    holds: isComplete && isWithin,
  };
}
