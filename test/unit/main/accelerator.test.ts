import { expect, it } from 'vitest';
import { toAccelerator } from '../../../src/main/accelerator';

it.each([
  ['F9', 'F9'],
  ['Ctrl+Alt+H', 'Ctrl+Alt+H'],
  ['Alt+Minus', 'Alt+-'],
  ['Ctrl+Plus', 'Ctrl+Plus'],
  ['Pause', null],
])('names %s to Electron %s', (chord, accelerator) => {
  expect(toAccelerator(chord)).toBe(accelerator);
});
