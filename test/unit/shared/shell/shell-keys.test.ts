import { describe, expect, it } from 'vitest';
import { shellInputOf, textInputs } from '../../../../src/renderer/terminal/shell-key-events';
import { type ShellInput, shellBytes } from '../../../../src/shared/shell/shell-keys';

const PLAIN = { hasCursorKeys: false, hasBracketedPaste: false };
const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'alt' | 'shift' | 'meta', true>> = {},
) => ({
  key,
  code: '',
  ctrlKey: held.ctrl === true,
  altKey: held.alt === true,
  shiftKey: held.shift === true,
  metaKey: held.meta === true,
  isComposing: false,
  getModifierState: () => false,
});

describe('what a program in a terminal reads', () => {
  const bytesOf = (input: ShellInput | null, modes = PLAIN): string =>
    input === null ? '' : shellBytes(input, modes);

  it.each([
    ['Enter', {}, '\r'],
    ['Backspace', {}, '\x7f'],
    ['Escape', {}, '\x1b'],
    ['Tab', { shift: true }, '\x1b[Z'],
    ['ArrowUp', {}, '\x1b[A'],
    ['ArrowLeft', { ctrl: true }, '\x1b[1;5D'],
    ['Home', {}, '\x1b[H'],
    ['F1', {}, '\x1bOP'],
    ['F5', { shift: true }, '\x1b[15;2~'],
    ['PageDown', {}, '\x1b[6~'],
    ['c', { ctrl: true }, '\x03'],
    ['[', { ctrl: true }, '\x1b'],
    [' ', { ctrl: true }, '\0'],
    ['b', { alt: true }, '\x1bb'],
    ['é', {}, 'é'],
    ['漢', {}, '漢'],
  ] as const)('is as xterm sends %s with %o', (key, held, bytes) => {
    expect(bytesOf(shellInputOf(press(key, held), false))).toBe(bytes);
  });

  it('follows what the program has said of keys', () => {
    const modes = { hasCursorKeys: true, hasBracketedPaste: true };
    expect(bytesOf(shellInputOf(press('ArrowUp'), false), modes)).toBe('\x1bOA');
    expect(shellBytes({ kind: 'paste', text: 'a\nb' }, modes)).toBe('\x1b[200~a\rb\x1b[201~');
  });

  it('has no controls from texts, and none but line breaks from pastes', () => {
    expect(shellBytes({ kind: 'text', text: 'a\x1b\x03\r\u009bb' }, PLAIN)).toBe('ab');
    const paste = '\x1b[201~rm\r\n\x03\tx';
    expect(shellBytes({ kind: 'paste', text: paste }, PLAIN)).toBe('[201~rm\r\tx');
  });

  it('is nothing for dead keys, input methods and chords of the system', () => {
    expect(shellInputOf(press('Dead'), false)).toBeNull();
    expect(shellInputOf({ ...press('a'), isComposing: true }, false)).toBeNull();
    expect(shellInputOf(press('c', { meta: true }), true)).toBeNull();
    expect(shellInputOf(press('Shift'), false)).toBeNull();
  });

  it('comes in pieces where it is long, never within a character', () => {
    const text = '😀'.repeat(200);
    const inputs = textInputs('paste', text);
    expect(inputs.length).toBe(2);
    expect(inputs.map((each) => ('text' in each ? each.text : '')).join('')).toBe(text);
  });
});
