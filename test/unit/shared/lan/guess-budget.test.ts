import { describe, expect, it } from 'vitest';
import { GuessBudget } from '../../../../src/shared/lan/guess-budget';

const HOUR_MS = 3_600_000;

describe('the guesses of a phrase', () => {
  it('wait twice as long each from one address, which is forgotten by a right one', () => {
    let nowMs = 0;
    const budget = new GuessBudget(() => nowMs);
    const waits = Array.from({ length: 5 }, () => {
      budget.handleFailure('10.0.0.9');
      const fromMs = nowMs;
      while (!budget.mayTry('10.0.0.9')) nowMs += 500;
      return nowMs - fromMs;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    budget.handleFailure('10.0.0.9');
    expect(budget.mayTry('10.0.0.9')).toBe(false);
    expect(budget.mayTry('10.0.0.8')).toBe(true);
    budget.handleSuccess('10.0.0.9');
    expect(budget.mayTry('10.0.0.9')).toBe(true);
  });

  it('are at most eighty in an hour, from however many addresses', () => {
    let nowMs = 0;
    const budget = new GuessBudget(() => nowMs);
    let guesses = 0;
    for (; nowMs < HOUR_MS; nowMs += 100) {
      const address = `10.0.${nowMs % 251}.${nowMs % 241}.${nowMs}`;
      if (!budget.mayTry(address)) continue;
      guesses += 1;
      budget.handleFailure(address);
    }
    expect(guesses).toBeLessThanOrEqual(80);
    expect(guesses).toBeGreaterThan(60);
  });

  it('earn nothing from a clock that is set back', () => {
    let nowMs = HOUR_MS;
    const budget = new GuessBudget(() => nowMs);
    for (let at = 0; at < 20; at++) budget.handleFailure(`10.0.0.${at}`);
    nowMs = 0;
    expect(budget.mayTry('10.0.1.1')).toBe(false);
  });
});
