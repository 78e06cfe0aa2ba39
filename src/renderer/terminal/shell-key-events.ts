import { typesWithAlt, type TypingPress } from '../../shared/config/key-chord';
import { MAX_INPUT_CHARS, SHELL_KEY_NAMES, type ShellInput } from '../../shared/shell/shell-keys';

/** What of a press decides what it is in a terminal. */
export type ShellPress = TypingPress & Pick<KeyboardEvent, 'isComposing'>;

/**
 * What a press types into a terminal; `null`: nothing by itself, as with a dead key, or a chord of
 * the system's. Pure.
 */
export function shellInputOf(press: ShellPress, isMac: boolean): ShellInput | null {
  const { key, ctrlKey, altKey, shiftKey, metaKey } = press;
  if (press.isComposing || metaKey) return null;
  const name = SHELL_KEY_NAMES.find((each) => each === key);
  if (name !== undefined) {
    return { kind: 'key', key: name, ctrl: ctrlKey, alt: altKey, shift: shiftKey };
  }
  if (Array.from(key).length !== 1) return null;
  if (typesWithAlt(press, isMac) || (!ctrlKey && !altKey)) return { kind: 'text', text: key };
  return { kind: 'chord', key, ctrl: ctrlKey, alt: altKey };
}

/** A text in the pieces that messages carry; none is cut within a character. */
export function textInputs(kind: 'text' | 'paste', text: string): ShellInput[] {
  const inputs: ShellInput[] = [];
  let piece = '';
  for (const character of text) {
    if (piece.length + character.length > MAX_INPUT_CHARS) {
      inputs.push({ kind, text: piece });
      piece = '';
    }
    piece += character;
  }
  return piece === '' ? inputs : [...inputs, { kind, text: piece }];
}
