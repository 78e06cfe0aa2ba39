import { describe, expect, it } from 'vitest';
import { placeholderFor } from '../../../../src/renderer/text/panel-words';

describe('placeholderFor', () => {
  it('says in a call whom a line goes to', () => {
    expect(placeholderFor('bob')).toBe('message bob, or /command');
  });

  it('says out of calls which commands to try', () => {
    expect(placeholderFor(null)).toBe('type a command: call echo, help');
  });
});
