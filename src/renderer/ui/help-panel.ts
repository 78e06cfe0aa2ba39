import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { columnLines } from './column-lines';
import { HELP_PANEL } from '../text/panel-words';
import { BorrowedFocus } from './borrowed-focus';
import { element, listen } from './element';
import { isInputMethodKey } from './input-method';
import { panelHead } from './panel-head';

/**
 * Help over the stage: plain lines, scrolled with the keyboard, closed with Esc or the help key. It
 * stays open while a command is typed, so that one can type what one reads.
 */
export class HelpPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly title = element('h2');
  private readonly body = element('pre');
  private readonly typedEmitter = this.store.add(new Emitter<string>());
  /**
   * Text was typed while help had the focus: it belongs into the command line, with the focus.
   * Empty when the key only begins a letter (a dead key, an input method): then the focus alone.
   */
  readonly onTyped = this.typedEmitter.event;
  private readonly closeEmitter = this.store.add(new Emitter<null>());
  /** The user wants it closed. */
  readonly onClose = this.closeEmitter.event;
  private readonly focus: BorrowedFocus;

  constructor() {
    this.body.tabIndex = 0;
    this.root = element(
      'section',
      { class: 'panel help', role: 'dialog', label: HELP_PANEL.label },
      panelHead(this.title, () => {
        this.closeEmitter.fire(null);
      }),
      this.body,
      element('footer', {
        class: 'for-keys',
        text: HELP_PANEL.keys,
      }),
    );
    this.root.hidden = true;
    this.focus = new BorrowedFocus(this.root);
    this.store.add(
      listen(this.root, 'keydown', (event) => {
        this.handleKey(event);
      }),
    );
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  show(title: string, lines: readonly string[]): void {
    this.focus.note();
    this.title.textContent = title;
    this.body.replaceChildren(...helpLines(lines));
    this.root.hidden = false;
    this.body.scrollTop = 0;
    this.body.focus();
  }

  /** Gives the focus back to whom it was taken from, if help still has it. */
  hide(): void {
    this.focus.hidePanel();
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private handleKey(event: KeyboardEvent): void {
    const text = typedText(event);
    if (text === null) return;
    if (text !== '') event.preventDefault();
    this.typedEmitter.fire(text);
  }
}

/** Lines of help, those that begin a part and those that are typed marked as such. */
function helpLines(lines: readonly string[]): HTMLElement[] {
  const elements = columnLines(lines);
  for (const [index, line] of lines.entries()) {
    if (isHeading(line)) elements[index]?.classList.add('heading');
    // Too long for its column: what is said of it begins on the next line.
    else if (/^ {8,}\S/.test(lines[index + 1] ?? '')) elements[index]?.classList.add('head');
  }
  return elements;
}

/** A part begins with one word, not set in. */
export function isHeading(line: string): boolean {
  return /^\S+$/.test(line);
}

/** The text that a key types; '' when it begins some; `null` when it types none, or scrolls. */
export function typedText(
  event: Pick<
    KeyboardEvent,
    'key' | 'keyCode' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'
  >,
): string | null {
  const { key } = event;
  if (isInputMethodKey(event) || key === 'Dead' || key === 'Process') return '';
  // AltGr is Ctrl and Alt on Windows, and types.
  const isShortcut = event.ctrlKey || event.altKey || event.metaKey;
  if (isShortcut && !event.getModifierState('AltGraph')) return null;
  // Names of keys are longer than a letter; a blank scrolls, as in any reader.
  return key !== ' ' && Array.from(key).length === 1 ? key : null;
}
