import { describe, expect, it } from 'vitest';
import {
  isBindableChord,
  type KeyPress,
  matchesChord,
  normaliseChord,
  refusedChord,
  typesWithAlt,
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

describe('typesWithAlt', () => {
  const types = (
    isMac: boolean,
    key: string,
    held: Partial<KeyPress>,
    isAltGraph = false,
  ): boolean =>
    typesWithAlt({ ...press(key, 'KeyC', held), getModifierState: () => isAltGraph }, isMac);
  const alt = { altKey: true };
  const ctrlAlt = { altKey: true, ctrlKey: true };

  it.each(['ć', 'ś', 'µ', '∂', '≠', '–', '@', 'Dead'])('knows that Option types %s', (key) => {
    expect(types(true, key, alt)).toBe(true);
    expect(types(true, key, { ...alt, shiftKey: true })).toBe(true);
  });

  it.each(['PageUp', 'ArrowLeft', 'F1', 'Escape', 'Enter', 'm', '7'])(
    'knows that Option types nothing else with %s',
    (key) => {
      expect(types(true, key, alt)).toBe(false);
    },
  );

  it('leaves chords with Ctrl or Cmd on macOS, which type nothing', () => {
    expect(types(true, 'ć', ctrlAlt)).toBe(false);
    expect(types(true, 'ć', { ...alt, metaKey: true })).toBe(false);
    expect(types(true, 'ć', {})).toBe(false);
  });

  it.each(['ć', 'ś', '@', '€', '{', 'Dead'])('knows that AltGr types %s', (key) => {
    expect(types(false, key, {}, true)).toBe(true);
    // Windows holds Ctrl and Alt for it.
    expect(types(false, key, ctrlAlt, true)).toBe(true);
  });

  it('takes Ctrl and Alt for AltGr where they type what no key types alone', () => {
    expect(types(false, 'ć', ctrlAlt)).toBe(true);
    expect(types(false, '€', ctrlAlt)).toBe(true);
    expect(types(false, 'h', ctrlAlt)).toBe(false);
    // A Cyrillic key alone: a chord by its place.
    expect(types(false, 'ь', ctrlAlt)).toBe(false);
  });

  it('leaves Alt alone to chords elsewhere, as it types nothing there', () => {
    expect(types(false, 'ь', alt)).toBe(false);
    expect(types(false, 'm', alt)).toBe(false);
  });
});
