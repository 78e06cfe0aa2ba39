import { expect, it } from 'vitest';
import {
  nobodyFoundSentence,
  pickedPersonAction,
} from '../../../../src/renderer/text/people-panel-sentences';

it('an empty list of people says why it is', () => {
  expect(nobodyFoundSentence('nobody')).toBe('Nobody is here besides you.');
  expect(nobodyFoundSentence('rate-limited')).toMatch(/Wait a few seconds/);
  expect(nobodyFoundSentence(null)).toBe('');
});

it('whoever is picked is called, or written to in a call or a room', () => {
  expect(pickedPersonAction('bob', false)).toBe('Call bob');
  expect(pickedPersonAction('bob', true)).toBe('Write to bob');
});
