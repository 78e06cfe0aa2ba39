import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { matchesChord, movesByWords, typesWithAlt } from '../../shared/config/key-chord';
import type { BoundKeys } from '../../shared/config/platform-keys';
import { KEY_ACTIONS, type KeyAction } from '../../shared/config/settings';
import { InputMethod } from './input-method';

/** What a press of a key does once; others are held instead. */
export type PressAction = Exclude<KeyAction, 'push-to-talk' | 'hide-terminal'>;

/** The keys of the whole window, wherever the focus is. */
export class Keyboard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly anyKeyEmitter = this.store.add(new Emitter<KeyboardEvent>());
  /** Any key at all: somebody is there. A listener may claim it by `preventDefault`. */
  readonly onAnyKey = this.anyKeyEmitter.event;
  private readonly actionEmitter = this.store.add(new Emitter<PressAction>());
  /** A key that is bound to something. */
  readonly onAction = this.actionEmitter.event;

  private readonly talkEmitter = this.store.add(new Emitter<boolean>());
  /** The key for talking goes down or up; up also when the window loses the keyboard meanwhile. */
  readonly onTalk = this.talkEmitter.event;
  private readonly inputMethod = this.store.add(new InputMethod(window));
  /** The `code` of the key for talking, while it is down. */
  private held: string | null = null;

  /** @param keys Those of this system. */
  constructor(keys: () => BoundKeys, isMac: boolean) {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (this.inputMethod.takes(event)) return;
      this.anyKeyEmitter.fire(event);
      if (event.defaultPrevented) return;
      if (belongsToText(event, isMac)) return;
      const bound = keys();
      const action = KEY_ACTIONS.find((each) => matchesChord(bound[each] ?? '', event));
      if (action === undefined) return;
      event.preventDefault();
      if (action === 'push-to-talk') this.hold(event);
      else if (action !== 'hide-terminal') this.actionEmitter.fire(action);
    };
    const handleKeyUp = (event: KeyboardEvent): void => {
      if (event.code === this.held) this.letGo();
    };
    const handleBlur = (): void => {
      // Nobody will tell when it goes up.
      this.letGo();
    };
    // Before anything that has the focus sees it.
    window.addEventListener('keydown', handleKeyDown, true);
    window.addEventListener('keyup', handleKeyUp, true);
    window.addEventListener('blur', handleBlur);
    this.store.defer(() => {
      window.removeEventListener('keydown', handleKeyDown, true);
      window.removeEventListener('keyup', handleKeyUp, true);
      window.removeEventListener('blur', handleBlur);
    });
  }

  dispose(): void {
    this.store.dispose();
  }

  private hold({ code }: KeyboardEvent): void {
    // A key that is held repeats.
    if (this.held !== null) return;
    this.held = code;
    this.talkEmitter.fire(true);
  }

  private letGo(): void {
    if (this.held === null) return;
    this.held = null;
    this.talkEmitter.fire(false);
  }
}

/** Input types into which one does not write. */
const WORDLESS_INPUTS = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'radio',
  'range',
  'submit',
]);

/** Whether a press types, or moves about, in the text box that has the focus. */
function belongsToText(event: KeyboardEvent, isMac: boolean): boolean {
  if (!takesText(event.target)) return false;
  if (typesWithAlt(event, isMac)) return true;
  return movesByWords(event, isMac) && hasText(event.target);
}

/** Whether what is typed goes into a text box. */
function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !WORDLESS_INPUTS.has(target.type);
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}

/** An empty box has nothing to move about in. */
function hasText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
    return target.value !== '';
  return target instanceof HTMLElement && target.textContent !== '';
}
