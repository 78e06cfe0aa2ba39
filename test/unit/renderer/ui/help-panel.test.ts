import { describe, expect, it } from 'vitest';
import { COMMAND_GROUPS } from '../../../../src/shared/commands/command-definition';
import { helpFor, helpOverview } from '../../../../src/shared/commands/help-text';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import { isHeading, typedText } from '../../../../src/renderer/ui/help-panel';

const PLAIN = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false, keyCode: 0 };

function typed(
  key: string,
  changes: Partial<typeof PLAIN> = {},
  isAltGraph = false,
): string | null {
  return typedText({ ...PLAIN, ...changes, key, getModifierState: () => isAltGraph });
}

describe('typedText', () => {
  it.each(['c', 'C', '/', 'é', '日', '😀'])('takes %s as text', (key) => {
    expect(typed(key)).toBe(key);
  });

  it.each(['Enter', 'Tab', 'ArrowDown', 'PageUp', 'F1', 'Escape', 'Shift', ' '])(
    'gives no text for %s, which scrolls, moves the focus or is the window’s',
    (key) => {
      expect(typed(key)).toBeNull();
    },
  );

  it.each(['ctrlKey', 'altKey', 'metaKey'])('gives no text for a shortcut with %s', (modifier) => {
    expect(typed('c', { [modifier]: true })).toBeNull();
  });

  it('gives what AltGr types, which Windows reports as Ctrl and Alt', () => {
    expect(typed('@', { ctrlKey: true, altKey: true }, true)).toBe('@');
  });

  it('gives an empty text, with which the focus moves, for a key that only begins a letter', () => {
    expect(typed('Dead')).toBe('');
    expect(typed('Process')).toBe('');
    expect(typed('a', { isComposing: true })).toBe('');
    expect(typed('a', { keyCode: 229 })).toBe('');
  });
});

describe('isHeading', () => {
  it('finds the parts of the whole help, and nothing else', () => {
    const lines = helpOverview(DEFAULT_SETTINGS.keys, false);
    expect(lines.filter(isHeading)).toEqual(['First', ...COMMAND_GROUPS, 'Keys']);
  });

  it('finds those of one command', () => {
    expect(helpFor('call').filter(isHeading)).toEqual(['Summary', 'Usage', 'Options', 'Examples']);
  });
});
