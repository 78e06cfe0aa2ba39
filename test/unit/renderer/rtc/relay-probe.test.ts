import { describe, expect, it } from 'vitest';
import { judgePath } from '../../../../src/renderer/rtc/relay-probe';

describe('judgePath', () => {
  it('has the median of what came back, and the share of what did not', () => {
    expect(judgePath([30, 10, 20], 4)).toEqual({ roundTripMs: 20, lossShare: 0.25 });
    expect(judgePath([7], 1)).toEqual({ roundTripMs: 7, lossShare: 0 });
  });

  it('is nothing where nothing came back', () => {
    expect(judgePath([], 100)).toBeNull();
  });
});
