import { expect, it } from 'vitest';
import { MAX_DENSITY, MIN_DENSITY, scaledDensity } from '../../../../src/shared/config/density';

it('a density is scaled to two digits', () => {
  expect(scaledDensity(1, 1.25)).toBe(1.25);
  expect(scaledDensity(1.25, 1.25)).toBe(1.56);
  expect(scaledDensity(1, 1 / 1.25)).toBe(0.8);
});

it('a density stays within what there is', () => {
  expect(scaledDensity(3.9, 1.25)).toBe(MAX_DENSITY);
  expect(scaledDensity(0.51, 1 / 1.25)).toBe(MIN_DENSITY);
});
