import type { BoundKeys } from '../../shared/config/platform-keys';
import type { PressAction } from './keyboard';

/** What the buttons of the window ask for: what keys do, too. */
export type WindowIntent = Extract<
  PressAction,
  'toggle-mute' | 'toggle-camera' | 'hang-up' | 'toggle-chat' | 'next-style' | 'help'
>;

/** A part of the window that can be pressed. */
export interface Press {
  readonly intent: WindowIntent;
  /** What a press does, in a word or two; left out: what stands on the button says it. */
  readonly does?: string;
  /** Of a button that stays down: whether it is. */
  readonly isDown?: boolean;
}

/** What a button is called: what is seen on it comes first, for whoever says aloud what to press. */
export function pressName(text: string, { does }: Press): string {
  return does === undefined ? text : `${text}: ${does}`;
}

/** What is shown beside the pointer, with the key that does the same. */
export function pressTip(text: string, { intent, does = text }: Press, keys: BoundKeys): string {
  const chord = keys[intent] ?? '';
  return chord === '' ? does : `${does} (${chord})`;
}
