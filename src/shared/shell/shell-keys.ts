// What is typed into a terminal, as keys and texts, never as bytes: only at the end that has the
// terminal, and knows what its program has said of keys, it becomes what the program reads.

/** Keys with names, as KeyboardEvent.key has them. */
export const SHELL_KEY_NAMES = [
  'Enter',
  'Tab',
  'Backspace',
  'Escape',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Insert',
  'Delete',
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'F11',
  'F12',
] as const;
export type ShellKeyName = (typeof SHELL_KEY_NAMES)[number];

/** One press, or a text at once. */
export type ShellInput =
  | {
      readonly kind: 'key';
      readonly key: ShellKeyName;
      readonly ctrl: boolean;
      readonly alt: boolean;
      readonly shift: boolean;
    }
  /** With Ctrl or Alt: one letter or sign. */
  | { readonly kind: 'chord'; readonly key: string; readonly ctrl: boolean; readonly alt: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string };

/** Code units of one text that was typed or pasted: a message is a packet. */
export const MAX_INPUT_CHARS = 256;

/** What a program has said of how it wants keys. */
export interface KeyModes {
  /** Cursor keys as those of an application (DECCKM). */
  readonly hasCursorKeys: boolean;
  /** It wants to know what was pasted (DECSET 2004). */
  readonly hasBracketedPaste: boolean;
}

const ESC = '\x1b';
const CURSOR_KEYS: Readonly<Partial<Record<ShellKeyName, string>>> = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  Home: 'H',
  End: 'F',
};
/** The first four as a VT100 has them. */
const PF_KEYS: Readonly<Partial<Record<ShellKeyName, string>>> = {
  F1: 'P',
  F2: 'Q',
  F3: 'R',
  F4: 'S',
};
const TILDE_KEYS: Readonly<Partial<Record<ShellKeyName, number>>> = {
  Insert: 2,
  Delete: 3,
  PageUp: 5,
  PageDown: 6,
  F5: 15,
  F6: 17,
  F7: 18,
  F8: 19,
  F9: 20,
  F10: 21,
  F11: 23,
  F12: 24,
};

/** What a program reads, as xterm would send it (ctlseqs, "PC-Style Function Keys"). Pure. */
export function shellBytes(input: ShellInput, modes: KeyModes): string {
  switch (input.kind) {
    case 'key':
      return keyBytes(input, modes);
    case 'chord':
      return chordBytes(input.key, input.ctrl, input.alt);
    case 'text':
      return typed(input.text);
    case 'paste':
      return pasted(input.text, modes);
  }
}

type NamedKey = Extract<ShellInput, { kind: 'key' }>;

function keyBytes(input: NamedKey, { hasCursorKeys }: KeyModes): string {
  const { key, alt, shift, ctrl } = input;
  const before = alt ? ESC : '';
  if (key === 'Enter') return `${before}\r`;
  if (key === 'Escape') return `${before}${ESC}`;
  if (key === 'Backspace') return before + (ctrl ? '\b' : '\x7f');
  if (key === 'Tab') return shift ? `${ESC}[Z` : `${before}\t`;
  const modifier = 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (ctrl ? 4 : 0);
  const final = CURSOR_KEYS[key] ?? PF_KEYS[key];
  if (final !== undefined) {
    if (modifier > 1) return `${ESC}[1;${modifier}${final}`;
    return (hasCursorKeys || key in PF_KEYS ? `${ESC}O` : `${ESC}[`) + final;
  }
  const number = TILDE_KEYS[key] ?? 0;
  return modifier > 1 ? `${ESC}[${number};${modifier}~` : `${ESC}[${number}~`;
}

/** Controls by their letter, as on a VT100; what has none is typed as it is. */
function chordBytes(key: string, ctrl: boolean, alt: boolean): string {
  return (alt ? ESC : '') + (ctrl ? controlOf(key) : key);
}

function controlOf(key: string): string {
  if (key === ' ' || key === '2') return '\0';
  if (key === '?' || key === '8') return '\x7f';
  if (key === '/') return '\x1f';
  const code = key.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code <= 0x5f ? String.fromCharCode(code & 0x1f) : key;
}

/** A text has no controls, so that nothing in it is a key. */
function typed(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

function pasted(text: string, { hasBracketedPaste }: KeyModes): string {
  const lines = text.replace(/\r?\n/g, '\r').replace(/[^\P{Cc}\r\t]/gu, '');
  return hasBracketedPaste ? `${ESC}[200~${lines}${ESC}[201~` : lines;
}
