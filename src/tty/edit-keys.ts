import type { TerminalKey } from './terminal/read-keys';
import type { LineStop } from './screen/line-editor';

/** What a key does in this program; the app hears nothing of it. */
export type EditAction =
  | { readonly kind: 'move'; readonly to: LineStop }
  | { readonly kind: 'delete'; readonly to: LineStop }
  | { readonly kind: 'recall'; readonly direction: 'previous' | 'next' }
  | { readonly kind: 'complete'; readonly by: 1 | -1 }
  /** Up and Down: through what lies over the stage, else through what was typed before. */
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'enter' | 'escape' | 'interrupt' | 'end-of-file' | 'redraw' | 'toggle-chat' };

type EditKeys = ReadonlyMap<string, EditAction>;

const PLAIN_KEYS: EditKeys = new Map<string, EditAction>([
  ['Enter', { kind: 'enter' }],
  ['Tab', { kind: 'complete', by: 1 }],
  ['Backspace', { kind: 'delete', to: 'left' }],
  ['Delete', { kind: 'delete', to: 'right' }],
  ['ArrowLeft', { kind: 'move', to: 'left' }],
  ['ArrowRight', { kind: 'move', to: 'right' }],
  ['Home', { kind: 'move', to: 'start' }],
  ['End', { kind: 'move', to: 'end' }],
  ['ArrowUp', { kind: 'step', by: -1 }],
  ['ArrowDown', { kind: 'step', by: 1 }],
  ['PageUp', { kind: 'page', by: -1 }],
  ['PageDown', { kind: 'page', by: 1 }],
  ['Escape', { kind: 'escape' }],
]);

const SHIFT_KEYS: EditKeys = new Map<string, EditAction>([
  ...PLAIN_KEYS,
  ['Tab', { kind: 'complete', by: -1 }],
]);

/** As in readline, and so in shells. */
const CTRL_KEYS: EditKeys = new Map<string, EditAction>([
  ['a', { kind: 'move', to: 'start' }],
  ['e', { kind: 'move', to: 'end' }],
  ['b', { kind: 'move', to: 'left' }],
  ['f', { kind: 'move', to: 'right' }],
  ['ArrowLeft', { kind: 'move', to: 'word-left' }],
  ['ArrowRight', { kind: 'move', to: 'word-right' }],
  ['u', { kind: 'delete', to: 'start' }],
  ['k', { kind: 'delete', to: 'end' }],
  ['w', { kind: 'delete', to: 'word-left' }],
  ['p', { kind: 'recall', direction: 'previous' }],
  ['n', { kind: 'recall', direction: 'next' }],
  ['l', { kind: 'redraw' }],
  ['c', { kind: 'interrupt' }],
  ['d', { kind: 'end-of-file' }],
]);

const ALT_KEYS: EditKeys = new Map<string, EditAction>([
  ['c', { kind: 'toggle-chat' }],
  ['b', { kind: 'move', to: 'word-left' }],
  ['f', { kind: 'move', to: 'word-right' }],
  ['Backspace', { kind: 'delete', to: 'word-left' }],
]);

/** What a press of `key` does here; `null`: it is the app's. */
export function editActionOf(key: TerminalKey): EditAction | null {
  return keysOf(key)?.get(key.key) ?? null;
}

function keysOf({ ctrlKey, altKey, shiftKey, metaKey }: TerminalKey): EditKeys | null {
  if (metaKey || (ctrlKey && altKey)) return null;
  if (ctrlKey) return CTRL_KEYS;
  if (altKey) return ALT_KEYS;
  return shiftKey ? SHIFT_KEYS : PLAIN_KEYS;
}
