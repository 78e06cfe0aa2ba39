import { DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { ScreenList, ScreenSource } from '../../shared/ipc/screens-api';
import { moveInGrid } from '../../shared/stage/grid-move';
import {
  CANCEL,
  computerSoundText,
  SCREEN_PICKER,
  screenChoiceLabel,
  SHARE,
} from '../text/panel-words';
import { BorrowedFocus } from './borrowed-focus';
import { element, listen } from './element';
import { isInputMethodKey } from './input-method';
import './screen-picker.css';
import './forced-colours.css';
import { textThumbnail } from './text-thumbnail';

/** What the user wants to show. */
export interface PickedScreen {
  readonly id: string;
  readonly withSound: boolean;
}

const TITLE_ID = 'screen-picker-title';

/**
 * Over the stage: the screens and windows of this computer, each as a small text, for the user to
 * choose one. Made for the keyboard; the mouse chooses with two clicks, so that one in haste shows
 * nothing to anybody.
 */
export class ScreenPicker {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly listened = this.store.add(new MutableDisposable<DisposableStore>());
  private readonly list = element('div', { class: 'choices', role: 'listbox' });
  private readonly sound = element('button', { class: 'sound' });
  private sources: readonly ScreenSource[] = [];
  private selected = 0;
  private withSound = false;
  private resolve: ((picked: PickedScreen | null) => void) | null = null;
  private readonly focus: BorrowedFocus;

  constructor() {
    const title = element('h2', { text: SCREEN_PICKER.question });
    title.id = TITLE_ID;
    this.list.tabIndex = 0;
    this.list.setAttribute('aria-labelledby', TITLE_ID);
    const share = element('button', { class: 'accept', text: SHARE });
    const cancel = element('button', { class: 'decline', text: CANCEL });
    this.root = element(
      'section',
      { class: 'panel screens', role: 'dialog', label: SCREEN_PICKER.label },
      title,
      this.list,
      element(
        'footer',
        {},
        share,
        cancel,
        this.sound,
        element('span', { class: 'how for-keys', text: SCREEN_PICKER.keys }),
      ),
    );
    this.root.hidden = true;
    this.focus = new BorrowedFocus(this.root);
    const { store } = this;
    store.add(listen(share, 'click', () => void this.accept()));
    store.add(listen(cancel, 'click', () => void this.dismiss()));
    store.add(
      listen(this.sound, 'click', () => {
        this.toggleSound();
      }),
    );
    store.add(
      listen(this.root, 'keydown', (event) => {
        if (this.handleKey(event)) event.preventDefault();
      }),
    );
  }

  /**
   * Resolves with what was chosen; `null`: nothing. Another pick takes the place of one that is
   * open.
   */
  pick({ sources, hasSound }: ScreenList): Promise<PickedScreen | null> {
    this.dismiss();
    this.focus.note();
    this.sources = sources;
    this.show();
    this.sound.hidden = !hasSound;
    this.setSound(false);
    this.root.hidden = false;
    this.list.focus();
    this.select(0);
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Nothing is chosen. `false`: nothing was being chosen. */
  dismiss(): boolean {
    return this.settle(null);
  }

  dispose(): void {
    this.dismiss();
    this.store.dispose();
    this.root.remove();
  }

  private show(): void {
    const owned = new DisposableStore();
    this.listened.value = owned;
    const options = this.sources.map((source, index) => {
      const option = createOption(source, index);
      owned.add(
        listen(option, 'click', () => {
          this.select(index);
        }),
      );
      owned.add(listen(option, 'dblclick', () => void this.accept()));
      return option;
    });
    this.list.replaceChildren(...options);
  }

  private select(index: number): void {
    this.selected = index;
    for (const [at, option] of this.options.entries()) {
      option.setAttribute('aria-selected', String(at === index));
    }
    const option = this.options.at(index);
    if (option === undefined) return;
    this.list.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  private handleKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey || isInputMethodKey(event)) return false;
    if (event.key === 'Escape') return this.dismiss();
    if (event.key === 's' && !this.sound.hidden) {
      this.toggleSound();
      return true;
    }
    // The buttons have Enter and the blank for themselves.
    if (event.target !== this.list) return false;
    if (event.key === 'Enter' || event.key === ' ') return this.accept();
    const place = { index: this.selected, count: this.sources.length, columns: this.columns };
    const to = moveInGrid(event.key, place);
    if (to === null) return false;
    this.select(to);
    return true;
  }

  private accept(): boolean {
    const source = this.sources.at(this.selected);
    return source !== undefined && this.settle({ id: source.id, withSound: this.withSound });
  }

  private settle(picked: PickedScreen | null): boolean {
    const { resolve } = this;
    if (resolve === null) return false;
    this.resolve = null;
    this.focus.hidePanel();
    // What is on this computer's screens is kept no longer than it is looked at.
    this.sources = [];
    this.show();
    resolve(picked);
    return true;
  }

  private toggleSound(): void {
    this.setSound(!this.withSound);
  }

  private setSound(isOn: boolean): void {
    this.withSound = isOn;
    this.sound.setAttribute('aria-pressed', String(isOn));
    this.sound.textContent = computerSoundText(isOn);
  }

  private get options(): readonly HTMLElement[] {
    return [...this.list.children].filter((child) => child instanceof HTMLElement);
  }

  /** As many as the window's width has room for. */
  private get columns(): number {
    const tops = this.options.map(({ offsetTop }) => offsetTop);
    return Math.max(1, tops.filter((top) => top === tops[0]).length);
  }
}

function createOption({ name, kind, thumbnail }: ScreenSource, index: number): HTMLElement {
  const option = element(
    'div',
    { class: 'choice', role: 'option', label: screenChoiceLabel(name, kind) },
    thumbnail === null
      ? element('div', { class: 'thumbnail none', text: SCREEN_PICKER.noThumbnail })
      : textThumbnail(thumbnail),
    element(
      'div',
      { class: 'caption' },
      element('span', { class: 'number', text: index < 9 ? String(index + 1) : '' }),
      element('bdi', { class: 'name', text: name }),
    ),
  );
  option.id = `screen-choice-${index}`;
  return option;
}
