import { describe, expect, it } from 'vitest';
import {
  isBindableChord,
  type KeyPress,
  matchesChord,
  normaliseChord,
  refusedChord,
} from '../../../../src/shared/config/key-chord';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held };
}

describe('key chords', () => {
  it.each([
    ['alt+m', 'Alt+M'],
    ['Shift + Control + f2', 'Ctrl+Shift+F2'],
    ['esc', 'Escape'],
    ['Alt+Alt+M', null],
    ['Alt+', null],
    ['Alt+Ω', null],
    ['F25', null],
  ])('%s is written %s', (text, normal) => {
    expect(normaliseChord(text)).toBe(normal);
  });

  it('may all be bound that are bound by default', () => {
    expect(Object.values(DEFAULT_SETTINGS.keys).filter((chord) => !isBindableChord(chord))).toEqual(
      [],
    );
  });

  it.each(['Ctrl+T', 'Alt+D', 'Alt+F4', 'F5', 'F12', 'M', 'Shift+7', 'Home', 'Meta+K', 'Tab'])(
    '%s is refused with a sentence',
    (chord) => {
      expect(refusedChord(chord)).toMatch(/\.$/);
    },
  );

  it('matches the letter that a key types', () => {
    expect(matchesChord('Alt+M', press('m', 'KeyM', { altKey: true }))).toBe(true);
    // M is where an English keyboard has the semicolon.
    expect(matchesChord('Alt+M', press('m', 'Semicolon', { altKey: true }))).toBe(true);
    expect(matchesChord('Alt+M', press(',', 'KeyM', { altKey: true }))).toBe(true);
    expect(matchesChord('Alt+M', press('q', 'KeyM', { altKey: true }))).toBe(false);
  });

  it('matches the place of a key where Alt or the layout makes another character of it', () => {
    expect(matchesChord('Alt+M', press('µ', 'KeyM', { altKey: true }))).toBe(true);
    expect(matchesChord('Alt+M', press('ь', 'KeyM', { altKey: true }))).toBe(true);
  });

  it('knows the keys of plus and minus by what they type, with Shift or without', () => {
    expect(matchesChord('Ctrl+Plus', press('=', 'Equal', { ctrlKey: true }))).toBe(true);
    const shifted = { ctrlKey: true, shiftKey: true };
    expect(matchesChord('Ctrl+Plus', press('+', 'Equal', shifted))).toBe(true);
    expect(matchesChord('Ctrl+Plus', press('+', 'NumpadAdd', { ctrlKey: true }))).toBe(true);
    expect(matchesChord('Ctrl+Minus', press('-', 'Minus', { ctrlKey: true }))).toBe(true);
    expect(matchesChord('Ctrl+Minus', press('-', 'Minus'))).toBe(false);
  });

  it('wants exactly the modifiers', () => {
    expect(matchesChord('Alt+M', press('m', 'KeyM'))).toBe(false);
    const both = { altKey: true, shiftKey: true };
    expect(matchesChord('Alt+M', press('M', 'KeyM', both))).toBe(false);
    expect(matchesChord('F1', press('F1', 'F1'))).toBe(true);
    expect(matchesChord('Escape', press('Escape', 'Escape'))).toBe(true);
  });
});
