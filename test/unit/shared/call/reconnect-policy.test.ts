import { describe, expect, it } from 'vitest';
import {
  CALL_RECONNECT_POLICY,
  FIRST_CONNECT_POLICY,
} from '../../../../src/shared/call/reconnect-policy';

describe('the policy for lost peer connections', () => {
  it('waits 1, 3 and 9 s, then 10 s each, until a minute is over', () => {
    const delays: (number | null)[] = [];
    let elapsedMs = 0;
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const delayMs = CALL_RECONNECT_POLICY.nextRetryDelayInMs({ attempt, elapsedMs });
      delays.push(delayMs);
      elapsedMs += delayMs ?? 0;
    }
    expect(delays).toEqual([1_000, 3_000, 9_000, 10_000, 10_000, 10_000, 10_000, null, null]);
  });

  it.each([
    [0, 59_000, 1_000],
    [0, 59_001, null],
    [5, 50_000, 10_000],
    [5, 50_001, null],
  ])('gives attempt %d at %d ms %d', (attempt, elapsedMs, delayMs) => {
    expect(CALL_RECONNECT_POLICY.nextRetryDelayInMs({ attempt, elapsedMs })).toBe(delayMs);
  });

  it('tries a connection that never was once more only', () => {
    expect(FIRST_CONNECT_POLICY.nextRetryDelayInMs({ attempt: 0, elapsedMs: 0 })).toBe(1_000);
    expect(FIRST_CONNECT_POLICY.nextRetryDelayInMs({ attempt: 1, elapsedMs: 0 })).toBeNull();
  });
});
