import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { element, listen } from './element';

/** The screen of an incoming call. It stays until the call is decided, here or elsewhere. */
export class RingPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly caller = element('div', { class: 'caller' });
  private readonly countdown = element('p', { class: 'countdown', role: 'timer' });
  private readonly decisionEmitter = this.store.add(new Emitter<'accept' | 'decline'>());
  readonly onDecision = this.decisionEmitter.event;

  constructor() {
    const accept = element('button', { class: 'accept', text: 'Accept' });
    const decline = element('button', { class: 'decline', text: 'Decline' });
    this.root = element(
      'section',
      { class: 'panel ring', role: 'alertdialog', label: 'incoming call' },
      this.caller,
      element('p', { text: 'is calling you' }),
      this.countdown,
      element('div', { class: 'buttons' }, accept, decline),
      element('p', { class: 'how', text: 'or type answer, or decline and a word why' }),
    );
    this.root.hidden = true;
    this.store.add(listen(accept, 'click', () => { this.decisionEmitter.fire('accept'); }));
    this.store.add(listen(decline, 'click', () => { this.decisionEmitter.fire('decline'); }));
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** `from`: a sanitised name. */
  show(from: string): void {
    this.caller.textContent = from;
    this.countdown.textContent = '';
    this.root.hidden = false;
  }

  /** Seconds left before the call answers itself; `null`: it does not. */
  showCountdown(seconds: number | null): void {
    this.countdown.textContent =
      seconds === null ? '' : `answering by itself in ${seconds} s: press any key to stop that`;
  }

  hide(): void {
    this.root.hidden = true;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }
}
