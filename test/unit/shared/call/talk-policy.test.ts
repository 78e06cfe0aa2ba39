import { describe, expect, it } from 'vitest';
import { mayBeHeard } from '../../../../src/shared/call/talk-policy';

describe('mayBeHeard', () => {
  it.each([
    ['off', false, true],
    ['off', true, true],
    ['talk', false, false],
    ['talk', true, true],
    ['mute', false, true],
    ['mute', true, false],
  ] as const)('with the rule %s and the key down: %s, says %s', (mode, isHeld, expected) => {
    expect(mayBeHeard({ isMuted: false, mode, isHeld })).toBe(expected);
    // Who is muted is never heard.
    expect(mayBeHeard({ isMuted: true, mode, isHeld })).toBe(false);
  });
});
