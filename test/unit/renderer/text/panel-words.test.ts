import { describe, expect, it } from 'vitest';
import { placeholderFor } from '../../../../src/renderer/text/panel-words';

describe('placeholderFor', () => {
  it('says whom a bare line goes to in a call', () => {
    expect(placeholderFor('bob')).toBe('message bob, or /command');
  });

  it('says what to try out of calls', () => {
    expect(placeholderFor(null)).toBe('type a command: call echo, help');
  });
});
