import type { BoundKeys } from '../../shared/config/platform-keys';
import { pressNameText, pressTipText } from '../text/status-words';
import type { PressAction } from './keyboard';

/** What a button asks for that a key does, too. */
export type KeyIntent = Extract<
  PressAction,
  'toggle-mute' | 'toggle-camera' | 'hang-up' | 'toggle-chat' | 'next-style' | 'help'
>;

/**
 * What the buttons of the window ask for: `people` opens the list of them, `enter` enters a line.
 */
export type WindowIntent = KeyIntent | 'people' | 'answer' | 'enter';

/** A part of the window that can be pressed. */
export interface Press {
  readonly intent: WindowIntent;
  /** What a press does, in a word or two; left out: what stands on the button says it. */
  readonly does?: string;
  /** Of a button that stays down: whether it is. */
  readonly isDown?: boolean;
  /** What `enter` enters. */
  readonly line?: string;
}

/**
 * What a button is called: what is seen on it comes first, for whoever says aloud what to press.
 */
export function pressName(text: string, { does }: Press): string {
  return does === undefined ? text : pressNameText(text, does);
}

/** What is shown beside the pointer, with the key that does the same. */
export function pressTip(text: string, { intent, does = text }: Press, keys: BoundKeys): string {
  const chord = chordOf(intent, keys);
  return chord === '' ? does : pressTipText(does, chord);
}

/** The key that does the same; '': none does. */
export function chordOf(intent: WindowIntent, keys: BoundKeys): string {
  return intent === 'people' || intent === 'answer' || intent === 'enter'
    ? ''
    : (keys[intent] ?? '');
}
