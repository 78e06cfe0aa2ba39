import { describe, expect, it } from 'vitest';
import {
  CALL_RECONNECT_POLICY,
  FIRST_CONNECT_POLICY,
} from '../../../../src/shared/call/reconnect-policy';

describe('the policy for lost peer connections', () => {
  it('waits 1 s, then 2 s each, until a minute is over', () => {
    const delays: (number | null)[] = [];
    let elapsedMs = 0;
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const delayMs = CALL_RECONNECT_POLICY.nextRetryDelayInMs({ attempt, elapsedMs });
      delays.push(delayMs);
      elapsedMs += delayMs ?? 0;
    }
    expect(delays).toEqual([1_000, ...Array<number>(8).fill(2_000)]);
  });

  it.each([
    [0, 59_000, 1_000],
    [0, 59_001, null],
    [5, 58_000, 2_000],
    [5, 58_001, null],
  ])('gives attempt %d at %d ms %d', (attempt, elapsedMs, delayMs) => {
    expect(CALL_RECONNECT_POLICY.nextRetryDelayInMs({ attempt, elapsedMs })).toBe(delayMs);
  });

  it('tries a connection that never was once more only', () => {
    expect(FIRST_CONNECT_POLICY.nextRetryDelayInMs({ attempt: 0, elapsedMs: 0 })).toBe(1_000);
    expect(FIRST_CONNECT_POLICY.nextRetryDelayInMs({ attempt: 1, elapsedMs: 0 })).toBeNull();
  });
});
