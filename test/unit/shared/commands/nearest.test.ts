import { describe, expect, it } from 'vitest';
import { nearest } from '../../../../src/shared/commands/nearest';
import { COMMAND_NAMES } from '../../../../src/shared/commands/definitions';

describe('nearest', () => {
  it.each([
    ['hlep', 'help'],
    ['clal', 'call'],
    ['mtue', 'mute'],
    ['calll', 'call'],
    ['cal', 'call'],
    ['LOGN', 'login'],
    ['hangpu', 'hangup'],
    ['magnfiy', 'magnify'],
  ])('takes %s for %s: neighbours that swapped are one slip', (word, name) => {
    expect(nearest(word, COMMAND_NAMES)).toBe(name);
  });

  it.each(['', 'zzzzzz', 'xyzzy', 'h'.repeat(41)])('takes %j for nothing', (word) => {
    expect(nearest(word, COMMAND_NAMES)).toBeNull();
  });
});
