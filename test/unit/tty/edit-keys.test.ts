import { describe, expect, it } from 'vitest';
import { editActionOf } from '../../../src/tty/edit-keys';
import { KeyReader, type TerminalKey } from '../../../src/tty/terminal/read-keys';

/** The key that a terminal sends as `sequence`. */
function keyOf(sequence: string): TerminalKey {
  const reader = new KeyReader();
  const [input] = [...reader.read(sequence), ...reader.flush()];
  if (input.kind !== 'key') throw new Error(`${JSON.stringify(sequence)} is no key`);
  return input;
}

describe('editActionOf', () => {
  it.each([
    ['Enter', '\r', { kind: 'enter' }],
    ['Tab', '\t', { kind: 'complete', by: 1 }],
    ['Shift+Tab', '\x1b[Z', { kind: 'complete', by: -1 }],
    ['Shift+Home', '\x1b[1;2H', { kind: 'move', to: 'start' }],
    ['Up', '\x1b[A', { kind: 'step', by: -1 }],
    ['Page Down', '\x1b[6~', { kind: 'page', by: 1 }],
    ['Ctrl+Left', '\x1b[1;5D', { kind: 'move', to: 'word-left' }],
    ['Ctrl+W', '\x17', { kind: 'delete', to: 'word-left' }],
    ['Ctrl+D', '\x04', { kind: 'end-of-file' }],
    ['Ctrl+C', '\x03', { kind: 'interrupt' }],
    ['Alt+Backspace', '\x1b\x7f', { kind: 'delete', to: 'word-left' }],
    ['Alt+C', '\x1bc', { kind: 'toggle-chat' }],
    ['Escape', '\x1b', { kind: 'escape' }],
  ])('takes %s for itself', (_name, sequence, action) => {
    expect(editActionOf(keyOf(sequence))).toEqual(action);
  });

  it.each([
    ['F9', '\x1b[20~'],
    ['Ctrl+T', '\x14'],
    ['Alt+Enter', '\x1b\r'],
    ['Ctrl+Alt+C', '\x1b\x03'],
    ['Super+C', '\x1b[99;9u'],
  ])('leaves %s to the app', (_name, sequence) => {
    expect(editActionOf(keyOf(sequence))).toBeNull();
  });
});
