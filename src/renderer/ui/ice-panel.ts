import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { iceButtonLabel, ICE_PANEL } from '../text/ice-sentences';
import { element, listen } from './element';
import { panelHead } from './panel-head';
import './ice-panel.css';

/** A server of the panel. */
export interface IceRow {
  readonly url: string;
  /** Whether the user named it, and may take it away. */
  readonly isOwn: boolean;
  /** What became of trying it. */
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

/** A server that the user wants to add, as typed. */
export interface NewIceServer {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/**
 * STUN and TURN servers: each in a line with its buttons, and a form for another. State in, wishes
 * out.
 */
export class IcePanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly list = element('ul', { label: ICE_PANEL.list });
  private readonly none = element('p', { class: 'note', text: ICE_PANEL.none });
  private readonly note = element('p', { class: 'note wrong', role: 'status' });
  private readonly testAll = button(ICE_PANEL.testAll);
  private readonly address = field('text', ICE_PANEL.address);
  private readonly user = field('text', ICE_PANEL.user);
  private readonly password = field('password', ICE_PANEL.password);
  private readonly testEmitter = this.store.add(new Emitter<number>());
  /** To be tried: the place of a row. */
  readonly onTest = this.testEmitter.event;
  private readonly testAllEmitter = this.store.add(new Emitter<null>());
  readonly onTestAll = this.testAllEmitter.event;
  private readonly removeEmitter = this.store.add(new Emitter<number>());
  readonly onRemove = this.removeEmitter.event;
  private readonly addEmitter = this.store.add(new Emitter<NewIceServer>());
  readonly onAdd = this.addEmitter.event;
  private readonly openEmitter = this.store.add(new Emitter<boolean>());
  /** The panel was opened, or closed. */
  readonly onOpen = this.openEmitter.event;
  private rows: readonly IceRow[] = [];

  constructor() {
    this.address.placeholder = ICE_PANEL.addressExample;
    const form = element(
      'form',
      {},
      labelled(this.address),
      labelled(this.user),
      labelled(this.password),
      submit(ICE_PANEL.add),
    );
    this.root = element(
      'section',
      { class: 'panel ice', role: 'dialog', label: ICE_PANEL.title },
      panelHead(element('h2', { text: ICE_PANEL.title }), () => {
        this.hide();
      }),
      element(
        'div',
        { class: 'body' },
        element('p', { class: 'note', text: ICE_PANEL.what }),
        this.list,
        this.none,
        this.testAll,
        form,
        this.note,
      ),
      element('footer', { class: 'for-keys', text: ICE_PANEL.keys }),
    );
    this.root.hidden = true;
    this.store.add(
      listen(this.testAll, 'click', () => {
        this.testAllEmitter.fire(null);
      }),
    );
    this.store.add(
      listen(form, 'submit', (event) => {
        event.preventDefault();
        this.addEmitter.fire({
          url: this.address.value.trim(),
          user: this.user.value.trim(),
          password: this.password.value,
        });
      }),
    );
    this.store.add(
      listen(this.root, 'keydown', (event) => {
        this.handleKey(event);
      }),
    );
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Give it its rows first: the first of them gets the focus. */
  open(): void {
    this.root.hidden = false;
    this.setNote('');
    this.openEmitter.fire(true);
    this.focusRow(0);
  }

  hide(): void {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.clearForm();
    this.openEmitter.fire(false);
  }

  /** Shows these; the button that has the focus keeps it. */
  setRows(rows: readonly IceRow[]): void {
    if (JSON.stringify(rows) === JSON.stringify(this.rows)) return;
    const isSameList = this.rows.map(keyOf).join() === rows.map(keyOf).join();
    this.rows = rows;
    if (isSameList) {
      rows.forEach((row, index) => {
        showVerdict(this.list.children[index], row);
      });
      return;
    }
    const focused = this.focusedRow();
    this.list.replaceChildren(...rows.map((row, index) => this.line(row, index)));
    this.none.hidden = rows.length > 0;
    this.testAll.hidden = rows.length === 0;
    if (focused !== null) this.focusRow(Math.min(focused, rows.length - 1));
  }

  /** What is wrong with what was typed; '' says nothing. */
  setNote(text: string): void {
    this.note.textContent = text;
  }

  clearForm(): void {
    for (const input of [this.address, this.user, this.password]) input.value = '';
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private line({ url, isOwn, ...row }: IceRow, index: number): HTMLElement {
    const test = button(ICE_PANEL.test, iceButtonLabel(ICE_PANEL.test, url));
    test.addEventListener('click', () => {
      this.testEmitter.fire(index);
    });
    const remove = button(ICE_PANEL.remove, iceButtonLabel(ICE_PANEL.remove, url));
    remove.addEventListener('click', () => {
      this.removeEmitter.fire(index);
    });
    const line = element(
      'li',
      {},
      element('bdi', { class: 'url', text: url }),
      element('span', { class: 'whose', text: isOwn ? ICE_PANEL.own : ICE_PANEL.handedOut }),
      element('span', { class: 'buttons' }, test, ...(isOwn ? [remove] : [])),
      element('span', { class: 'verdict', role: 'status' }),
    );
    showVerdict(line, { url, isOwn, ...row });
    return line;
  }

  /** Letters are for the list; in the form they are typed. */
  private handleKey(event: KeyboardEvent): void {
    const { key, ctrlKey, altKey, metaKey, target } = event;
    const isTyping = target instanceof HTMLInputElement;
    if (ctrlKey || altKey || metaKey || isTyping || !this.act(key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** `false`: the key means nothing here. */
  private act(key: string): boolean {
    const row = this.focusedRow();
    if (key === 'T') {
      this.testAllEmitter.fire(null);
      return true;
    }
    if (row === null) return false;
    if (key === 't') this.testEmitter.fire(row);
    else if (key === 'Delete' && this.rows[row].isOwn) this.removeEmitter.fire(row);
    else if (key === 'ArrowDown' && row < this.rows.length - 1) this.focusRow(row + 1);
    else if (key === 'ArrowUp' && row > 0) this.focusRow(row - 1);
    else return false;
    return true;
  }

  private focusedRow(): number | null {
    const index = [...this.list.children].findIndex((line) =>
      line.contains(document.activeElement),
    );
    return index === -1 ? null : index;
  }

  private focusRow(index: number): void {
    const target = this.list.children.item(index)?.querySelector('button') ?? this.address;
    target.focus();
  }
}

function keyOf({ url, isOwn }: IceRow): string {
  return `${url} ${isOwn}`;
}

function showVerdict(line: Element, { text, tone }: IceRow): void {
  const verdict = line.querySelector('.verdict');
  if (verdict === null) return;
  verdict.className = `verdict ${tone}`;
  if (verdict.textContent !== text) verdict.textContent = text;
}

function button(text: string, label?: string): HTMLButtonElement {
  const made = element('button', label === undefined ? { text } : { text, label });
  made.type = 'button';
  return made;
}

function submit(text: string): HTMLButtonElement {
  const made = element('button', { text });
  made.type = 'submit';
  return made;
}

function field(type: 'text' | 'password', name: string): HTMLInputElement {
  const input = element('input');
  input.type = type;
  input.name = name;
  input.autocomplete = 'off';
  input.spellcheck = false;
  return input;
}

function labelled(input: HTMLInputElement): HTMLElement {
  return element('label', {}, element('span', { text: input.name }), input);
}
