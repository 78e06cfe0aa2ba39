import { Emitter } from '../../shared/base/emitter';
import { MORE_PEOPLE, PARTS } from '../text/panel-words';
import { element } from './element';
import { panelHead } from './panel-head';
import type { PersonRow } from '../text/people-rows';
import './people-panel.css';

/** What the large button at the foot of the panel is for. */
export interface PersonAction {
  readonly text: string;
  readonly name: string;
}

/** What else a panel for fingers has to offer; each is a command. */
const VERBS = ['help', 'devices', 'rooms'] as const;
export type PanelVerb = (typeof VERBS)[number];

/**
 * Who is here, to be chosen with a finger, a mouse or the keys of any list of buttons. State in,
 * wishes out.
 */
export class PeoplePanel {
  readonly root: HTMLElement;
  private readonly list = element('ul');
  private readonly note = element('p', { class: 'note' });
  private readonly more = element('button', { class: 'more', text: MORE_PEOPLE });
  private readonly action = element('button', { class: 'act' });
  private readonly pickEmitter = new Emitter<string>();
  /** Somebody was chosen, by name. */
  readonly onPick = this.pickEmitter.event;
  private readonly actEmitter = new Emitter<string>();
  /** The large button was pressed, for whom. */
  readonly onAct = this.actEmitter.event;
  private readonly moreEmitter = new Emitter<null>();
  readonly onMore = this.moreEmitter.event;
  private readonly verbEmitter = new Emitter<PanelVerb>();
  readonly onVerb = this.verbEmitter.event;
  private readonly closeEmitter = new Emitter<null>();
  /** The user wants it closed. */
  readonly onClose = this.closeEmitter.event;
  private picked: PersonAction | null = null;
  private rows: readonly PersonRow[] = [];

  constructor() {
    this.more.type = 'button';
    this.action.type = 'button';
    this.root = element(
      'section',
      { class: 'panel people', role: 'dialog', label: PARTS.people },
      panelHead(element('h2', { text: PARTS.people }), () => {
        this.closeEmitter.fire(null);
      }),
      element('div', { class: 'body' }, this.note, this.list, this.more),
      this.action,
      element('div', { class: 'verbs' }, ...VERBS.map((verb) => this.verbButton(verb))),
    );
    this.root.hidden = true;
    this.more.addEventListener('click', () => {
      this.moreEmitter.fire(null);
    });
    this.action.addEventListener('click', () => {
      if (this.picked !== null) this.actEmitter.fire(this.picked.name);
    });
    this.setAction(null);
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  open(): void {
    this.setAction(null);
    this.root.hidden = false;
  }

  hide(): void {
    this.root.hidden = true;
  }

  /** `note`: what is to be said besides; '' says nothing. */
  show(rows: readonly PersonRow[], hasMore: boolean, note: string): void {
    this.note.textContent = note;
    this.more.hidden = !hasMore;
    if (JSON.stringify(rows) === JSON.stringify(this.rows)) return;
    this.rows = rows;
    this.renderRows();
  }

  /** What the large button is for; `null`: there is none. */
  setAction(action: PersonAction | null): void {
    this.picked = action;
    this.action.hidden = action === null;
    this.action.textContent = action?.text ?? '';
    for (const button of this.list.querySelectorAll('button')) {
      button.ariaPressed = String(button.dataset.name === action?.name);
    }
  }

  private renderRows(): void {
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLElement ? activeElement.dataset.name : undefined;
    this.list.replaceChildren(...this.rows.map((row) => element('li', {}, this.rowButton(row))));
    this.setAction(this.picked);
    if (focused === undefined) return;
    this.list.querySelector<HTMLElement>(`[data-name="${CSS.escape(focused)}"]`)?.focus();
  }

  private rowButton({ name, label, mark, state, isHere }: PersonRow): HTMLElement {
    const button = element(
      'button',
      {},
      element('span', { class: 'mark', text: mark }),
      element('bdi', { class: 'name', text: label }),
      element('span', { class: 'state', text: state }),
    );
    button.type = 'button';
    button.dataset.name = name;
    button.disabled = !isHere;
    button.addEventListener('click', () => {
      this.pickEmitter.fire(name);
    });
    return button;
  }

  private verbButton(verb: PanelVerb): HTMLElement {
    const button = element('button', { text: verb });
    button.type = 'button';
    button.addEventListener('click', () => {
      this.verbEmitter.fire(verb);
    });
    return button;
  }
}
