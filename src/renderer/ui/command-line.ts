import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { element, listen } from './element';

/** What Tab offers for a line: replace `start`..`end` by one of the candidates. */
export interface CompletionOffer {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** What the line needs from outside: pure functions, so that it knows no command. */
export interface CommandLinePorts {
  complete(line: string, cursor: number): CompletionOffer;
  /** The line before or after the one shown, or null at the end of the history. */
  previous(draft: string): string | null;
  next(): string | null;
}

/** The text box at the foot of the window: history, Tab completion, a hint at its right. */
export class CommandLine {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly input = element('input', { label: 'command' });
  private readonly hint = element('span', { class: 'command-hint' });
  private readonly list = element('ul', {
    class: 'candidates',
    role: 'listbox',
    label: 'candidates',
  });
  private readonly submitEmitter = this.store.add(new Emitter<string>());
  /** A line was entered (never an empty one). The box is emptied by `clear`, not by itself. */
  readonly onSubmit = this.submitEmitter.event;
  /** The offer that repeated Tabs walk through, and which of it is in the line. */
  private cycle: { offer: CompletionOffer; base: string; index: number } | null = null;

  constructor(private readonly ports: CommandLinePorts) {
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.spellcheck = false;
    this.input.setAttribute('autocapitalize', 'off');
    this.root = element(
      'div',
      { class: 'command' },
      this.list,
      element('span', { class: 'prompt', text: '>' }),
      this.input,
      this.hint,
    );
    this.store.add(listen(this.input, 'keydown', (event) => { this.handleKey(event); }));
    this.store.add(listen(this.input, 'input', () => { this.endCompletion(); }));
    this.store.add(listen(this.input, 'blur', () => { this.endCompletion(); }));
  }

  get value(): string {
    return this.input.value;
  }

  focus(): void {
    this.input.focus();
  }

  clear(): void {
    this.setLine('');
  }

  setLine(line: string): void {
    this.input.value = line;
    this.input.setSelectionRange(line.length, line.length);
    this.endCompletion();
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

  private handleKey(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case 'Enter':
        if (this.input.value.trim() !== '') this.submitEmitter.fire(this.input.value);
        break;
      case 'Tab':
        // In an empty line Tab moves the focus on, as everywhere: nobody is trapped here.
        if (this.input.value === '') return;
        this.handleTab(event.shiftKey ? -1 : 1);
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

  private showHistory(line: string | null): void {
    if (line !== null) this.setLine(line);
  }

  private handleTab(step: 1 | -1): void {
    if (this.cycle !== null) {
      this.walk(step);
      return;
    }
    const base = this.input.value;
    const offer = this.ports.complete(base, this.input.selectionStart ?? base.length);
    if (offer.candidates.length === 0) {
      this.setHint('nothing to complete');
      return;
    }
    const only = offer.candidates.length === 1 ? offer.candidates[0] : undefined;
    if (only !== undefined) {
      this.insert(base, offer, `${only} `);
      return;
    }
    const prefix = commonPrefix(offer.candidates);
    if (prefix.length > offer.end - offer.start) {
      this.insert(base, offer, prefix);
      this.showCandidates(offer, -1);
      return;
    }
    this.cycle = { offer, base, index: step === 1 ? -1 : 0 };
    this.walk(step);
  }

  private walk(step: 1 | -1): void {
    if (this.cycle === null) return;
    const { offer, base } = this.cycle;
    const count = offer.candidates.length;
    this.cycle.index = (this.cycle.index + step + count) % count;
    this.insert(base, offer, offer.candidates[this.cycle.index] ?? '');
    this.showCandidates(offer, this.cycle.index);
  }

  private insert(base: string, offer: CompletionOffer, text: string): void {
    const before = base.slice(0, offer.start);
    const after = base.slice(offer.end);
    this.input.value = before + text + after.trimStart();
    const cursor = before.length + text.length;
    this.input.setSelectionRange(cursor, cursor);
  }

  private showCandidates(offer: CompletionOffer, selected: number): void {
    this.list.replaceChildren(
      ...offer.candidates.map((candidate, index) => {
        const item = element('li', { role: 'option', text: candidate });
        item.setAttribute('aria-selected', String(index === selected));
        return item;
      }),
    );
  }

  private endCompletion(): void {
    this.cycle = null;
    this.list.replaceChildren();
    this.setHint('');
  }
}

function commonPrefix(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) {
    while (!word.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}
