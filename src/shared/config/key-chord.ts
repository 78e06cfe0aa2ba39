/** What of a keyboard event decides which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Meta'] as const;
type Modifier = (typeof MODIFIERS)[number];

interface Chord {
  readonly modifiers: readonly Modifier[];
  /** `M`, `5`, `F1`, `Escape`. */
  readonly key: string;
}

/** Signs whose own character would be taken for part of a chord, and what a press of them types. */
const SIGNS: Readonly<Partial<Record<string, readonly string[]>>> = {
  // The key of plus types = without Shift on many keyboards.
  Plus: ['+', '='],
  Minus: ['-', '_'],
};

/** Keys with names that may be bound, as KeyboardEvent.key has them. */
const NAMED_KEYS = [
  ...Object.keys(SIGNS),
  'Escape',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Insert',
  'Delete',
  'Pause',
];
const FUNCTION_KEY = /^F([1-9]|1[0-9]|2[0-4])$/;
const LETTER_OR_DIGIT = /^[A-Z0-9]$/;

/**
 * Chords that Chromium or a desktop takes before a page sees them, or that users of it would miss.
 * Alt+D, E and F open Chromium's address bar and menu; the rest are the desktops' own.
 */
const TAKEN = new Set(
  (
    'Alt+D Alt+E Alt+F Alt+F4 Alt+F7 Alt+F8 Alt+F10 Alt+Home ' +
    'Ctrl+A Ctrl+C Ctrl+V Ctrl+X Ctrl+Z Ctrl+Y Ctrl+D Ctrl+E Ctrl+F Ctrl+G Ctrl+H Ctrl+J Ctrl+K ' +
    'Ctrl+L Ctrl+N Ctrl+O Ctrl+P Ctrl+Q Ctrl+R Ctrl+S Ctrl+T Ctrl+U Ctrl+W Ctrl+1 Ctrl+2 ' +
    'Ctrl+3 Ctrl+4 Ctrl+5 Ctrl+6 Ctrl+7 Ctrl+8 Ctrl+9 Ctrl+F4 Ctrl+F5 Ctrl+Shift+N Ctrl+Shift+T ' +
    'Ctrl+Shift+W Ctrl+Shift+I Ctrl+Shift+J Ctrl+Shift+C Ctrl+Shift+R Ctrl+Shift+Delete ' +
    'Ctrl+Shift+A Ctrl+Shift+B Ctrl+Shift+D Ctrl+Shift+M Ctrl+Shift+O Ctrl+Shift+P Ctrl+Shift+Q ' +
    'Ctrl+Shift+V Ctrl+PageUp Ctrl+PageDown Ctrl+Shift+Escape Ctrl+Escape Alt+Escape Shift+Escape ' +
    'Alt+F1 Alt+F2 Ctrl+Alt+L Ctrl+Alt+T Ctrl+Alt+Escape Ctrl+Alt+Delete F3 F5 F6 F7 F10 F12 Shift+F10'
  ).split(' '),
);

/** Needed to type, to edit and to move about. */
const EDITING_KEYS = new Set([
  'Plus',
  'Minus',
  'Home',
  'End',
  'Delete',
  'PageUp',
  'PageDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);

function parseChord(text: string): Chord | null {
  const parts = text.split('+').map((part) => part.trim());
  const last = parts.pop() ?? '';
  const modifiers = parts.map(modifierOf);
  if (modifiers.includes(null) || new Set(modifiers).size !== modifiers.length) return null;
  const key = keyOf(last);
  if (key === null) return null;
  return { modifiers: MODIFIERS.filter((modifier) => modifiers.includes(modifier)), key };
}

function modifierOf(text: string): Modifier | null {
  const folded = text
    .toLowerCase()
    .replace('control', 'ctrl')
    .replace(/^(cmd|super|win)$/, 'meta');
  return MODIFIERS.find((modifier) => modifier.toLowerCase() === folded) ?? null;
}

function keyOf(text: string): string | null {
  const upper = text.toUpperCase();
  if (LETTER_OR_DIGIT.test(upper) || FUNCTION_KEY.test(upper)) return upper;
  const folded = text.toLowerCase() === 'esc' ? 'escape' : text.toLowerCase();
  return NAMED_KEYS.find((name) => name.toLowerCase() === folded) ?? null;
}

/** `alt + m` -> `Alt+M`; `null` when it is no chord. */
export function normaliseChord(text: string): string | null {
  const chord = parseChord(text);
  return chord === null ? null : [...chord.modifiers, chord.key].join('+');
}

/** Why a chord cannot be bound, as a sentence; `null`: it can. */
export function refusedChord(text: string): string | null {
  const chord = parseChord(text);
  const normal = normaliseChord(text);
  if (chord === null || normal === null) {
    return `${text} is not a key that can be bound. Try one such as F2, Alt+M or Ctrl+Alt+H.`;
  }
  const isPlain = !chord.modifiers.some((modifier) => modifier !== 'Shift');
  if (isPlain && (LETTER_OR_DIGIT.test(chord.key) || EDITING_KEYS.has(chord.key))) {
    return `${normal} is needed for typing. Add Alt or Ctrl, or take a function key.`;
  }
  if (TAKEN.has(normal) || chord.modifiers.includes('Meta')) {
    return `${normal} belongs to the browser or the desktop. Try another, such as Alt+${chord.key}.`;
  }
  return null;
}

/** Whether a chord may stand in the settings, in exactly this spelling. */
export function isBindableChord(text: string): boolean {
  return normaliseChord(text) === text && refusedChord(text) === null;
}

/**
 * Whether `press` is `chord`. Letters and digits go by what the key types, and where that is
 * something else (Alt makes other characters on macOS; Cyrillic layouts) by where the key is.
 */
export function matchesChord(text: string, press: KeyPress): boolean {
  const chord = parseChord(text);
  if (chord === null) return false;
  const held = {
    Ctrl: press.ctrlKey,
    Alt: press.altKey,
    Shift: press.shiftKey,
    Meta: press.metaKey,
  };
  const sign = SIGNS[chord.key];
  // Shift decides which of its two characters a sign's key types, not which key it is.
  if (sign !== undefined) held.Shift = chord.modifiers.includes('Shift');
  if (MODIFIERS.some((modifier) => held[modifier] !== chord.modifiers.includes(modifier))) {
    return false;
  }
  if (sign !== undefined) return sign.includes(press.key);
  if (!LETTER_OR_DIGIT.test(chord.key)) return press.key === chord.key;
  const typed = press.key.toUpperCase();
  if (LETTER_OR_DIGIT.test(typed)) return typed === chord.key;
  return press.code === `Key${chord.key}` || press.code === `Digit${chord.key}`;
}

/** What of a press says whether it types: with AltGr, Windows holds Ctrl and Alt. */
export interface TypingPress extends KeyPress {
  getModifierState(modifier: 'AltGraph'): boolean;
}

/**
 * A sign, or a Latin letter that no key types alone: what Ctrl and Alt together type on Windows.
 */
const TYPED_BY_ALT_GRAPH = /^(?![A-Z0-9])[\p{Script=Latin}\p{P}\p{S}]$/iu;

/**
 * Whether a press with Alt (Option) types a character, as Option+S types `ś` on a Polish Mac, or
 * begins one: in a text box it belongs to the text, whatever is bound to it.
 */
export function typesWithAlt(press: TypingPress, isMac: boolean): boolean {
  const { key, ctrlKey, altKey, metaKey } = press;
  const isCharacter = Array.from(key).length === 1;
  if (press.getModifierState('AltGraph')) return isCharacter || key === 'Dead';
  if (!altKey || metaKey) return false;
  if (!isMac) return ctrlKey && TYPED_BY_ALT_GRAPH.test(key);
  // Layouts without letters behind Option give the key's own.
  return !ctrlKey && (key === 'Dead' || (isCharacter && !LETTER_OR_DIGIT.test(key.toUpperCase())));
}

const ARROWS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

/**
 * Whether a press moves by words or paragraphs where there is text, as Option and arrows do on a
 * Mac, with Shift or without.
 */
export function movesByWords(press: KeyPress, isMac: boolean): boolean {
  const { key, ctrlKey, altKey, metaKey } = press;
  return isMac && altKey && !ctrlKey && !metaKey && ARROWS.includes(key);
}
