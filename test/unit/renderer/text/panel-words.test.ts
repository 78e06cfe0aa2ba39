import { describe, expect, it } from 'vitest';
import { placeholderFor } from '../../../../src/renderer/text/panel-words';

describe('placeholderFor', () => {
  it('says in a call whom a line goes to', () => {
    expect(placeholderFor('bob', 'live')).toBe('message bob, or /command');
  });

  it('says out of calls which commands to try', () => {
    expect(placeholderFor(null, 'idle')).toBe('type a command: call echo, help');
  });

  it('says what is to be decided while it rings, here or there', () => {
    expect(placeholderFor(null, 'incoming')).toBe('type answer, or decline and a word why');
    expect(placeholderFor(null, 'outgoing')).toBe('type hangup to stop calling');
  });
});
