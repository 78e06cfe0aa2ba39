import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { COMMAND_LINE, placeholderFor } from '../text/panel-words';
import { element, listen } from './element';
import { InputMethod } from './input-method';
import { sentencesHere } from './sentences-here';
import { isTouchPointer } from './pointer';
import { type CompletionOffer, TabCompletion, type TabOutcome } from './tab-completion';
import './panels.css';

/** What the line needs from outside: pure functions, so that it knows no command. */
export interface CommandLinePorts {
  complete(line: string, cursor: number): CompletionOffer;
  /** The line before or after the one shown, or null at the end of the history. */
  previous(draft: string): string | null;
  next(): string | null;
}

const PROMPT = '>';
/** As `max-height` of the box in window.css. */
const MAX_ROWS = 5;
const CANDIDATES_ID = 'command-candidates';

/**
 * The text box at the foot of the window: history, Tab completion, a hint at its right. Several
 * lines are shown before they are sent. It is a plain text box for assistive technology as well:
 * what Tab offers is announced beside it.
 */
export class CommandLine {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly input = element('textarea', { label: COMMAND_LINE.label });
  /** In the place of the line while something secret is asked for. */
  private readonly secretInput = element('input', { class: 'secret' });
  private readonly prompt = element('span', { class: 'prompt', text: PROMPT });
  /** Takes what was asked for; `null`: nothing is. */
  private secret: ((answer: string | null) => void) | null = null;
  private readonly hint = element('span', { class: 'command-hint' });
  private readonly list = element('ul', {
    class: 'candidates',
    role: 'listbox',
    label: COMMAND_LINE.candidates,
  });
  private readonly announcer = element('span', { class: 'unseen' });
  private readonly submitEmitter = this.store.add(new Emitter<string>());
  /** A line was entered (never an empty one). The box is emptied by `clear`, not by itself. */
  readonly onSubmit = this.submitEmitter.event;
  private readonly changeEmitter = this.store.add(new Emitter<string>());
  /** What stands in the box is another line now. */
  readonly onChange = this.changeEmitter.event;
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
      this.secretInput,
      this.hint,
      this.announcer,
    );
    this.inputMethod = this.store.add(new InputMethod(this.root));
    for (const box of [this.input, this.secretInput]) {
      this.store.add(
        listen(box, 'keydown', (event) => {
          this.handleKey(event);
        }),
      );
    }
    this.store.add(
      listen(this.input, 'input', () => {
        this.handleChange();
        this.endCompletion();
      }),
    );
    this.store.add(
      listen(this.input, 'blur', () => {
        this.endCompletion();
      }),
    );
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
    this.box.focus();
  }

  /**
   * Whoever has keys goes on typing; where they would come up on the screen, and cover it, nobody
   * asked for them.
   */
  focusForKeys(): void {
    if (!isTouchPointer()) this.focus();
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
    const { box } = this;
    box.focus();
    const end = box.value.length;
    box.setRangeText(text, box.selectionStart ?? end, box.selectionEnd ?? end, 'end');
    if (box !== this.input || text === '') return;
    this.handleChange();
    this.endCompletion();
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
   * Asks for something that nobody may read, here or later: it is not shown, not kept in the
   * history and not completed. `null`: Esc, an empty line, or another question.
   */
  askSecretly(question: string): Promise<string | null> {
    this.secret?.(null);
    this.endCompletion();
    this.prompt.textContent = question;
    this.secretInput.setAttribute('aria-label', question);
    this.secretInput.value = '';
    this.showBox(this.secretInput);
    this.setHint(sentencesHere().secret);
    return new Promise((resolve) => {
      this.secret = (answer) => {
        this.secret = null;
        this.secretInput.value = '';
        this.prompt.textContent = PROMPT;
        this.setHint('');
        this.showBox(this.input);
        resolve(answer);
      };
    });
  }

  setPlaceholder(text: string): void {
    this.input.placeholder = text;
  }

  setHint(text: string): void {
    this.hint.textContent = text;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private prepareInput(): void {
    this.secretInput.type = 'password';
    this.secretInput.hidden = true;
    for (const box of [this.input, this.secretInput]) {
      // Each line by its own letters: Hebrew begins at the right.
      box.dir = 'auto';
      box.autocomplete = 'off';
      box.spellcheck = false;
      box.setAttribute('autocapitalize', 'off');
      box.enterKeyHint = 'send';
    }
    this.fitRows();
    this.input.setAttribute('aria-autocomplete', 'list');
    this.input.setAttribute('aria-controls', CANDIDATES_ID);
    this.setPlaceholder(placeholderFor(null, 'idle'));
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
        // Begins a new line, as it does in any text box.
        if (event.shiftKey) return;
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
        if (!this.isCaretIn('first')) return;
        this.showHistory(this.ports.previous(this.input.value));
        break;
      case 'ArrowDown':
        if (!this.isCaretIn('last')) return;
        this.showHistory(this.ports.next());
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private handleSecretKey(event: KeyboardEvent, answer: (secret: string | null) => void): void {
    const { value } = this.secretInput;
    if (event.key === 'Enter') answer(value === '' ? null : value);
    else if (event.key === 'Escape') answer(null);
    // Nothing to complete, and no older lines.
    else if (!['Tab', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
  }

  /** What is typed goes there. */
  private get box(): HTMLInputElement | HTMLTextAreaElement {
    return this.secret === null ? this.input : this.secretInput;
  }

  private showBox(box: HTMLElement): void {
    this.input.hidden = box !== this.input;
    this.secretInput.hidden = box !== this.secretInput;
    if (box === this.secretInput) box.focus();
    else this.focusForKeys();
  }

  private handleChange(): void {
    this.fitRows();
    this.changeEmitter.fire(this.input.value);
  }

  /**
   * Shows as many lines as there are, up to a few; browsers that can also count those that wrap.
   */
  private fitRows(): void {
    this.input.rows = Math.min(MAX_ROWS, this.input.value.split('\n').length);
  }

  /** Whether Up or Down has no line of the text left to go to. */
  private isCaretIn(line: 'first' | 'last'): boolean {
    const { value, selectionStart, selectionEnd } = this.input;
    const beyond = line === 'first' ? value.slice(0, selectionStart) : value.slice(selectionEnd);
    return !beyond.includes('\n');
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
    const outcome = this.completion.tab(value, selectionStart, step);
    if (outcome === null) {
      this.setHint(COMMAND_LINE.nothingToComplete);
      return;
    }
    this.setHint('');
    this.write(outcome.line, outcome.cursor);
    this.showCandidates(outcome);
    this.announcer.textContent = outcome.announcement;
  }

  private write(line: string, cursor: number): void {
    this.input.value = line;
    this.handleChange();
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
