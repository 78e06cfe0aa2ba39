import { describe, expect, it } from 'vitest';
import { SIGNALLING_RECONNECT_POLICY as policy } from '../../../../src/shared/signalling/reconnect-policy';

describe('the policy for a lost server', () => {
  it('doubles from 0.3 s to 2.4 s, is 5 s after a while, and goes on for ever', () => {
    const delays = [0, 1, 2, 3, 4, 7, 8, 10_000].map((attempt) =>
      policy.nextRetryDelayInMs(attempt, 1),
    );
    expect(delays).toEqual([300, 600, 1_200, 2_400, 2_400, 2_400, 5_000, 5_000]);
  });

  it('spreads clients over the second half of the delay', () => {
    expect(policy.nextRetryDelayInMs(0, 0)).toBe(150);
    expect(policy.nextRetryDelayInMs(9, 0.5)).toBe(3_750);
  });
});
