import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { ACCEPT, DECLINE, RING_PANEL } from '../text/panel-words';
import { BorrowedFocus } from './borrowed-focus';
import { element, listen } from './element';
import { sentencesHere } from './sentences-here';
import './panels.css';
import './tiny-windows.css';

const DESCRIPTION_ID = 'ring-description';

/**
 * The screen of an incoming call. It stays until the call is decided, here or elsewhere. It does
 * not take the focus, so that nobody who is writing a line answers by a blank; where it got the
 * focus, it gives it back on closing.
 */
export class RingPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly caller = element('div', { class: 'caller' });
  private readonly warning = element('p', { class: 'warning' });
  private readonly countdown = element('p', { class: 'countdown', role: 'timer' });
  private readonly decisionEmitter = this.store.add(new Emitter<'accept' | 'decline'>());
  readonly onDecision = this.decisionEmitter.event;
  private readonly focus: BorrowedFocus;

  constructor() {
    const description = element(
      'div',
      { class: 'call' },
      this.caller,
      element('p', { text: RING_PANEL.isCalling }),
      this.warning,
    );
    description.id = DESCRIPTION_ID;
    this.root = element(
      'section',
      { class: 'panel ring', role: 'alertdialog', label: RING_PANEL.label },
      description,
      this.countdown,
      element(
        'div',
        { class: 'buttons' },
        this.createButton('accept', ACCEPT),
        this.createButton('decline', DECLINE),
      ),
      element('p', { class: 'how for-keys', text: RING_PANEL.orType }),
    );
    this.root.setAttribute('aria-describedby', DESCRIPTION_ID);
    this.root.hidden = true;
    this.focus = new BorrowedFocus(this.root);
    this.store.add(
      listen(this.root, 'focusin', ({ relatedTarget }) => {
        this.focus.note(relatedTarget);
      }),
    );
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** `from`: a sanitised name. `warning`: why it may be somebody else; `null`: nothing says so. */
  show(from: string, warning: string | null): void {
    this.caller.textContent = from;
    this.warning.textContent = warning ?? '';
    this.warning.hidden = warning === null;
    this.countdown.textContent = '';
    this.root.hidden = false;
  }

  /** Seconds left before the call answers itself; `null`: it does not. */
  showCountdown(seconds: number | null): void {
    // Spoken when it begins: a number every second would drown the rest.
    const isFirst = this.countdown.textContent === '';
    this.countdown.setAttribute('aria-live', isFirst ? 'assertive' : 'off');
    this.countdown.textContent = seconds === null ? '' : sentencesHere().countdown(seconds);
  }

  hide(): void {
    this.focus.hidePanel();
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  private createButton(decision: 'accept' | 'decline', text: string): HTMLElement {
    const button = element('button', { class: decision, text });
    this.store.add(
      listen(button, 'click', () => {
        this.decisionEmitter.fire(decision);
      }),
    );
    return button;
  }
}
