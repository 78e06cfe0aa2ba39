import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keyboard } from '../../../../src/renderer/ui/keyboard';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

/** Just so much of elements that the keyboard can tell a text box from others. */
class FakeElement extends EventTarget {
  type = 'text';
  isContentEditable = false;
  textContent = '';

  constructor(readonly value = '') {
    super();
  }
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

  it.each(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])(
    'leaves Option and %s on a Mac to a text box with text, in which they move by words',
    (key) => {
      start(true);
      expect(press(new FakeTextArea('half a line'), { key, altKey: true })).toBe(true);
      expect(press(new FakeInput('half a line'), { key, altKey: true })).toBe(true);
      expect(actions).toEqual([]);
    },
  );

  it('takes Option and arrows where there is no text to move in', () => {
    start(true);
    expect(press(new FakeTextArea(), { key: 'ArrowLeft', altKey: true })).toBe(false);
    expect(press(new FakeElement('a line'), { key: 'ArrowLeft', altKey: true })).toBe(false);
    expect(actions).toEqual(['pan-left', 'pan-left']);
  });

  it('takes Alt and arrows in a text box of other systems, where they do not move', () => {
    start(false);
    expect(press(new FakeTextArea('a line'), { key: 'ArrowUp', altKey: true })).toBe(false);
    expect(actions).toEqual(['pan-up']);
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
