import { DEFAULT_SETTINGS, KEY_ACTIONS, type KeyAction, type Settings } from './settings';

/** Keys on the systems of Apple where others are usual: Option types letters there, and Cmd is for shortcuts. */
export const MAC_KEYS: Readonly<Partial<Record<KeyAction, string>>> = {
  'toggle-mute': 'Ctrl+Shift+M',
  'toggle-camera': 'Ctrl+Shift+V',
  'toggle-chat': 'Ctrl+Shift+C',
  'next-style': 'Ctrl+Shift+S',
  'finer-pictures': 'Ctrl+Plus',
  'coarser-pictures': 'Ctrl+Minus',
  'hang-up': 'Ctrl+Shift+H',
};

/** The keys as they are on this system: those that nobody has bound otherwise are its own. */
export function keysOn(isMac: boolean, keys: Settings['keys']): Settings['keys'] {
  if (!isMac) return keys;
  const chordOf = (action: KeyAction): string =>
    (keys[action] === DEFAULT_SETTINGS.keys[action] ? MAC_KEYS[action] : undefined) ?? keys[action];
  const chords = KEY_ACTIONS.map((action) => [action, chordOf(action)] as const);
  return Object.fromEntries(chords) as Settings['keys'];
}
