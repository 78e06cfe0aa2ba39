import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { element, listen } from './element';
import { InputMethod } from './input-method';
import { type CompletionOffer, TabCompletion, type TabOutcome } from './tab-completion';
import './panels.css';

/** What the line needs from outside: pure functions, so that it knows no command. */
export interface CommandLinePorts {
  complete(line: string, cursor: number): CompletionOffer;
  /** The line before or after the one shown, or null at the end of the history. */
  previous(draft: string): string | null;
  next(): string | null;
}

/** What the empty box says. `partner`: whom a bare line is said to; `null` out of calls. */
export function placeholderFor(partner: string | null): string {
  return partner === null ? 'type a command: call echo, help' : `message ${partner}, or /command`;
}

const PROMPT = '>';
const LABEL = 'command';
const CANDIDATES_ID = 'command-candidates';

/**
 * The text box at the foot of the window: history, Tab completion, a hint at its right. It is a plain
 * text box for assistive technology as well: what Tab offers is announced beside it.
 */
export class CommandLine {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly input = element('input', { label: LABEL });
  private readonly prompt = element('span', { class: 'prompt', text: PROMPT });
  private placeholder = '';
  /** Takes what was asked for; `null`: nothing is. */
  private secret: ((answer: string | null) => void) | null = null;
  private readonly hint = element('span', { class: 'command-hint' });
  private readonly list = element('ul', {
    class: 'candidates',
    role: 'listbox',
    label: 'candidates',
  });
  private readonly announcer = element('span', { class: 'unseen' });
  private readonly submitEmitter = this.store.add(new Emitter<string>());
  /** A line was entered (never an empty one). The box is emptied by `clear`, not by itself. */
  readonly onSubmit = this.submitEmitter.event;
  private readonly completion: TabCompletion;
  private readonly inputMethod: InputMethod;

  constructor(private readonly ports: CommandLinePorts) {
    this.completion = new TabCompletion((line, cursor) => ports.complete(line, cursor));
    this.prepareInput();
    this.list.id = CANDIDATES_ID;
    // Not role=status: the status bar is the one of the window.
    this.hint.setAttribute('aria-live', 'polite');
    this.announcer.setAttribute('aria-live', 'polite');
    this.root = element(
      'div',
      { class: 'command' },
      this.list,
      this.prompt,
      this.input,
      this.hint,
      this.announcer,
    );
    this.inputMethod = this.store.add(new InputMethod(this.root));
    this.store.add(
      listen(this.input, 'keydown', (event) => {
        this.handleKey(event);
      }),
    );
    const handleChange = (): void => {
      if (this.secret === null) this.endCompletion();
    };
    this.store.add(listen(this.input, 'input', handleChange));
    this.store.add(listen(this.input, 'blur', handleChange));
  }

  get value(): string {
    return this.input.value;
  }

  /** It has the focus, and nothing is typed or asked for. */
  get isIdle(): boolean {
    const { activeElement } = document;
    const isNear = activeElement === this.input || activeElement === document.body;
    return isNear && this.input.value === '' && this.secret === null;
  }

  focus(): void {
    this.input.focus();
  }

  clear(): void {
    this.setLine('');
  }

  setLine(line: string): void {
    this.write(line, line.length);
    this.endCompletion();
  }

  /** Takes over what was typed elsewhere: at the cursor, and with the focus. */
  insertText(text: string): void {
    this.input.focus();
    const { selectionStart, selectionEnd, value } = this.input;
    const end = value.length;
    this.input.setRangeText(text, selectionStart ?? end, selectionEnd ?? end, 'end');
    if (text !== '') this.endCompletion();
  }

  /** Ends the choice among candidates and gives back what was typed; `false`: there was none. */
  closeCandidates(): boolean {
    if (this.secret !== null) {
      this.secret(null);
      return true;
    }
    const typed = this.completion.cancel();
    if (typed === null) return false;
    this.write(typed.line, typed.cursor);
    this.endCompletion();
    return true;
  }

  /**
   * Asks for something that nobody may read, here or later: it is not shown, not kept in the history
   * and not completed. `null`: Esc, an empty line, or another question.
   */
  askSecretly(question: string): Promise<string | null> {
    this.secret?.(null);
    const draft = this.input.value;
    this.prompt.textContent = question;
    this.input.type = 'password';
    this.input.setAttribute('aria-label', question);
    this.clear();
    this.input.placeholder = '';
    this.setHint('Enter sends it · Esc forgets it');
    this.focus();
    return new Promise((resolve) => {
      this.secret = (answer) => {
        this.secret = null;
        this.prompt.textContent = PROMPT;
        this.input.type = 'text';
        this.input.setAttribute('aria-label', LABEL);
        this.setPlaceholder(this.placeholder);
        this.setLine(draft);
        resolve(answer);
      };
    });
  }

  setPlaceholder(text: string): void {
    this.placeholder = text;
    if (this.secret === null) this.input.placeholder = text;
  }

  setHint(text: string): void {
    this.hint.textContent = text;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private prepareInput(): void {
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.spellcheck = false;
    this.input.setAttribute('autocapitalize', 'off');
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-controls', CANDIDATES_ID);
    this.setPlaceholder(placeholderFor(null));
  }

  private handleKey(event: KeyboardEvent): void {
    if (this.inputMethod.takes(event)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.secret !== null) {
      this.handleSecretKey(event, this.secret);
      return;
    }
    switch (event.key) {
      case 'Enter':
        if (this.input.value.trim() !== '') this.submitEmitter.fire(this.input.value);
        break;
      case 'Tab':
        if (!this.takesTab(event)) return;
        this.handleTab(event.shiftKey ? -1 : 1);
        break;
      case 'Escape':
        // For whoever has bound the way back to the command line to another key.
        if (!this.closeCandidates()) return;
        break;
      case 'ArrowUp':
        this.showHistory(this.ports.previous(this.input.value));
        break;
      case 'ArrowDown':
        this.showHistory(this.ports.next());
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private handleSecretKey(event: KeyboardEvent, answer: (secret: string | null) => void): void {
    if (event.key === 'Enter') answer(this.input.value === '' ? null : this.input.value);
    else if (event.key === 'Escape') answer(null);
    // Nothing to complete, and no older lines.
    else if (!['Tab', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
  }

  private showHistory(line: string | null): void {
    if (line !== null) this.setLine(line);
  }

  /** Nobody is trapped here: in an empty line Tab moves the focus on, and Shift+Tab back in any. */
  private takesTab({ shiftKey }: KeyboardEvent): boolean {
    return this.completion.isOpen || (!shiftKey && this.input.value !== '');
  }

  private handleTab(step: 1 | -1): void {
    const { value, selectionStart } = this.input;
    const outcome = this.completion.tab(value, selectionStart ?? value.length, step);
    if (outcome === null) {
      this.setHint('nothing to complete');
      return;
    }
    this.setHint('');
    this.write(outcome.line, outcome.cursor);
    this.showCandidates(outcome);
    this.announcer.textContent = outcome.announcement;
  }

  private write(line: string, cursor: number): void {
    this.input.value = line;
    this.input.setSelectionRange(cursor, cursor);
  }

  private showCandidates({ candidates, selected }: TabOutcome): void {
    const items = candidates.map((candidate, index) => {
      const item = element('li', { role: 'option', text: candidate });
      item.setAttribute('aria-selected', String(index === selected));
      return item;
    });
    this.list.replaceChildren(...items);
    if (selected !== null) items[selected].scrollIntoView({ block: 'nearest' });
  }

  private endCompletion(): void {
    this.completion.end();
    this.list.replaceChildren();
    this.announcer.textContent = '';
    this.setHint('');
  }
}
