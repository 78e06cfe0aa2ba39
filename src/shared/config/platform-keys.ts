import { DEFAULT_SETTINGS, KEY_ACTIONS, type KeyAction, type Settings } from './settings';

/** What of the system and the host decides about keys. */
export interface KeyPlatform {
  readonly isMac: boolean;
  /** Whether the text has a size of the app's own; else those keys are left to the browser. */
  readonly hasTextSize: boolean;
}

/** The keys of actions that there are here. */
export type BoundKeys = Readonly<Partial<Record<KeyAction, string>>>;

/**
 * Keys on the systems of Apple where others are usual: Option types letters there, and Cmd is for
 * shortcuts.
 */
export const MAC_KEYS: BoundKeys = {
  'toggle-mute': 'Ctrl+Shift+M',
  'toggle-camera': 'Ctrl+Shift+V',
  'toggle-chat': 'Ctrl+Shift+C',
  'next-style': 'Ctrl+Shift+S',
  'finer-pictures': 'Ctrl+Plus',
  'coarser-pictures': 'Ctrl+Minus',
  'larger-text': 'Meta+Plus',
  'smaller-text': 'Meta+Minus',
  'usual-text': 'Meta+0',
  'hang-up': 'Ctrl+Shift+H',
};

const TEXT_SIZE_ACTIONS: readonly KeyAction[] = ['larger-text', 'smaller-text', 'usual-text'];

/** The keys as they are here: those that nobody has bound otherwise are the system's own. */
export function keysOn({ isMac, hasTextSize }: KeyPlatform, keys: Settings['keys']): BoundKeys {
  const chordOf = (action: KeyAction): string => {
    const isDefault = keys[action] === DEFAULT_SETTINGS.keys[action];
    return (isMac && isDefault ? MAC_KEYS[action] : undefined) ?? keys[action];
  };
  const here = KEY_ACTIONS.filter((each) => hasTextSize || !TEXT_SIZE_ACTIONS.includes(each));
  return Object.fromEntries(here.map((action) => [action, chordOf(action)]));
}
