import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keyboard } from '../../../../src/renderer/ui/keyboard';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

/** Just so much of elements that the keyboard can tell a text box from others. */
class FakeElement extends EventTarget {
  type = 'text';
  isContentEditable = false;
}
class FakeInput extends FakeElement {}
class FakeTextArea extends FakeElement {}

interface Press {
  readonly key: string;
  readonly code?: string;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly keyCode?: number;
  readonly isComposing?: boolean;
}

describe('Keyboard', () => {
  let fakeWindow: EventTarget;
  let actions: string[];
  let keyboard: Keyboard;

  beforeEach(() => {
    fakeWindow = new EventTarget();
    vi.stubGlobal('window', fakeWindow);
    vi.stubGlobal('HTMLElement', FakeElement);
    vi.stubGlobal('HTMLInputElement', FakeInput);
    vi.stubGlobal('HTMLTextAreaElement', FakeTextArea);
  });

  afterEach(() => {
    keyboard.dispose();
    vi.unstubAllGlobals();
  });

  function start(isMac: boolean): void {
    actions = [];
    keyboard = new Keyboard(() => DEFAULT_SETTINGS.keys, isMac);
    keyboard.onAction((action) => actions.push(action));
  }

  /** Whether the press is left to whoever has the focus. */
  function press(target: EventTarget, { key, code = '', ...held }: Press): boolean {
    const event = new Event('keydown', { cancelable: true });
    const plain = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
    const getModifierState = (): boolean => false;
    const rest = { isComposing: false, keyCode: 0, ...plain, ...held };
    const properties = { target, key, code, getModifierState, ...rest };
    for (const [name, value] of Object.entries(properties)) {
      Object.defineProperty(event, name, { value });
    }
    return fakeWindow.dispatchEvent(event);
  }

  it.each([
    ['ć', 'KeyC'],
    ['ś', 'KeyS'],
    ['µ', 'KeyM'],
    ['Dead', 'KeyV'],
  ])('leaves Option to a text box where it types, as in %s', (key, code) => {
    start(true);
    expect(press(new FakeTextArea(), { key, code, altKey: true })).toBe(true);
    expect(press(new FakeInput(), { key, code, altKey: true })).toBe(true);
    expect(actions).toEqual([]);
  });

  it('takes the same keys where nobody is writing', () => {
    start(true);
    expect(press(new FakeElement(), { key: 'µ', code: 'KeyM', altKey: true })).toBe(false);
    expect(actions).toEqual(['toggle-mute']);
  });

  it('takes Alt in a text box of other systems, where it types nothing', () => {
    start(false);
    expect(press(new FakeTextArea(), { key: 'm', code: 'KeyM', altKey: true })).toBe(false);
    expect(press(new FakeTextArea(), { key: 'ь', code: 'KeyM', altKey: true })).toBe(false);
    expect(actions).toEqual(['toggle-mute', 'toggle-mute']);
  });

  it('leaves keys to an input method', () => {
    start(false);
    expect(press(new FakeTextArea(), { key: 'Escape', keyCode: 229 })).toBe(true);
    expect(press(new FakeTextArea(), { key: 'Escape', isComposing: true })).toBe(true);
    expect(actions).toEqual([]);
    expect(press(new FakeTextArea(), { key: 'Escape' })).toBe(false);
    expect(actions).toEqual(['focus-command']);
  });
});
