import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { keyTag } from '../../shared/identity/key-tag';
import { randomart } from '../../shared/identity/randomart';
import type { SasEmoji } from '../../shared/identity/sas-emoji';
import type { PublicKey } from '../../shared/protocol/fields';
import {
  keyArtCaption,
  keyArtLabel,
  VERIFY_PANEL,
  verifyAskingText,
  verifyGuestText,
  verifyTitle,
  verifyWaitingText,
} from '../text/verify-sentences';
import { BorrowedFocus } from './borrowed-focus';
import { element, listen } from './element';
import { panelHead } from './panel-head';
import { showsEmoji } from './shows-emoji';
import './verify-panel.css';

/** What two people compare. */
export interface ShownComparison {
  /** Sanitised. */
  readonly name: string;
  /** `null`: they are not agreed on yet. */
  readonly emoji: readonly SasEmoji[] | null;
  /** The local user has said that they match. */
  readonly isWaiting: boolean;
  readonly localKey: PublicKey | null;
  readonly remoteKey: PublicKey | null;
}

export type VerifyDecision = 'match' | 'differ' | 'cancel';

const DESCRIPTION_ID = 'verify-description';
const TITLE_ID = 'verify-title';

/**
 * Compares, over the stage: the seven emoji with their names, and pictures of both keys. No button
 * has the focus at first, so that no key that was meant for something else decides.
 */
export class VerifyPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly title = element('h2');
  private readonly question = element('p', { class: 'question' });
  private readonly emoji = element('ol', { class: 'emoji', label: VERIFY_PANEL.emoji });
  private readonly note = element('p', { class: 'note' });
  private readonly arts = element('div', { class: 'arts' });
  private readonly keys = element('footer', { class: 'for-keys' });
  private readonly buttons: HTMLElement;
  private readonly decisionEmitter = this.store.add(new Emitter<VerifyDecision>());
  readonly onDecision = this.decisionEmitter.event;
  private readonly focus: BorrowedFocus;
  private shown: ShownComparison | null = null;

  constructor() {
    this.title.id = TITLE_ID;
    const description = element(
      'div',
      { class: 'compared' },
      this.question,
      this.emoji,
      this.note,
      this.arts,
    );
    description.id = DESCRIPTION_ID;
    this.buttons = element(
      'div',
      { class: 'buttons' },
      this.createButton('match', 'accept', VERIFY_PANEL.match),
      this.createButton('differ', 'decline', VERIFY_PANEL.differ),
    );
    this.root = element(
      'section',
      { class: 'panel verify', role: 'alertdialog' },
      panelHead(this.title, () => {
        this.decisionEmitter.fire('cancel');
      }),
      description,
      this.buttons,
      this.keys,
    );
    this.root.setAttribute('aria-labelledby', TITLE_ID);
    this.root.setAttribute('aria-describedby', DESCRIPTION_ID);
    this.root.tabIndex = -1;
    this.root.hidden = true;
    this.focus = new BorrowedFocus(this.root);
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** @param takesFocus Whether nobody is writing anything that the focus must stay with. */
  show(comparison: ShownComparison, takesFocus: boolean): void {
    const { name, emoji, isWaiting, remoteKey } = comparison;
    this.title.textContent = verifyTitle(name);
    this.question.textContent = questionOf(comparison);
    this.emoji.replaceChildren(...(emoji ?? []).map(emojiItem));
    const isShown = emoji !== null;
    this.note.textContent = isShown && remoteKey === null ? verifyGuestText(name) : '';
    this.showArts(comparison);
    this.root.classList.toggle('asking', !isShown);
    this.root.classList.toggle('words', !showsEmoji());
    this.buttons.hidden = !isShown || isWaiting;
    this.keys.textContent = this.buttons.hidden ? VERIFY_PANEL.stop : VERIFY_PANEL.keys;
    this.shown = comparison;
    if (this.isOpen) {
      // The button that was pressed is gone.
      if (this.buttons.hidden && this.buttons.contains(document.activeElement)) this.root.focus();
      return;
    }
    this.focus.note();
    this.root.hidden = false;
    if (takesFocus) this.root.focus();
  }

  hide(): void {
    this.focus.hidePanel();
    this.shown = null;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  /** Nothing of them changes while they are shown. */
  private showArts({ name, localKey, remoteKey }: ShownComparison): void {
    const { shown } = this;
    if (shown?.localKey === localKey && shown.remoteKey === remoteKey && shown.name === name)
      return;
    const arts = [
      ...(localKey === null ? [] : [keyArt(VERIFY_PANEL.you, localKey)]),
      ...(remoteKey === null ? [] : [keyArt(name, remoteKey)]),
    ];
    this.arts.replaceChildren(...arts);
  }

  private createButton(decision: VerifyDecision, look: string, text: string): HTMLElement {
    const button = element('button', { class: look, text });
    button.type = 'button';
    this.store.add(
      listen(button, 'click', () => {
        this.decisionEmitter.fire(decision);
      }),
    );
    return button;
  }
}

function questionOf({ name, emoji, isWaiting }: ShownComparison): string {
  if (emoji === null) return verifyAskingText(name);
  return isWaiting ? verifyWaitingText(name) : VERIFY_PANEL.read;
}

function emojiItem({ emoji, name }: SasEmoji): HTMLElement {
  const picture = element('span', { class: 'picture', text: emoji });
  // The name says it all, where there is no such glyph, too.
  picture.setAttribute('aria-hidden', 'true');
  return element('li', {}, picture, element('span', { text: name }));
}

function keyArt(owner: string, key: PublicKey): HTMLElement {
  const tag = keyTag(key);
  const art = element('pre', {
    role: 'img',
    label: keyArtLabel(owner, tag),
    text: randomart(key).join('\n'),
  });
  return element('figure', {}, art, element('figcaption', { text: keyArtCaption(owner, tag) }));
}
