/**
 * A bar as `renderBars` shows it. What was not measured does not hold, and of what is not
 * `isComplete` nothing does.
 */
export function judgeBar({ id, what, unit, limit, isFloor = false }, value, isComplete = true) {
  const isMeasured = Number.isFinite(value);
  const isWithin = isFloor ? value >= limit : value <= limit;
  return {
    id,
    what,
    value: isMeasured ? value : null,
    unit,
    ask: `${isFloor ? '>=' : '<='} ${limit}`,
    holds: isMeasured && isComplete && isWithin,
  };
}
