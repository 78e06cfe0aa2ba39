import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { KIOSK_LABEL, type KioskText } from '../text/kiosk-sentences';
import { element, listen } from './element';
import './kiosk-panel.css';

/** In the place of all that takes a keyboard: what there is to press, in large letters. */
export class KioskPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly what = element('p', { class: 'what' });
  private readonly how = element('p', { class: 'how' });
  private readonly pressEmitter = this.store.add(new Emitter<null>());
  /** It was touched, or clicked. */
  readonly onPress = this.pressEmitter.event;

  constructor() {
    this.root = element(
      'section',
      { class: 'kiosk-panel', label: KIOSK_LABEL },
      this.what,
      this.how,
    );
    this.root.setAttribute('aria-live', 'assertive');
    this.store.add(
      listen(this.root, 'click', () => {
        this.pressEmitter.fire(null);
      }),
    );
  }

  /** @param isUrgent Somebody waits for an answer. */
  show({ what, how }: KioskText, isUrgent: boolean): void {
    this.what.textContent = what;
    this.how.textContent = how;
    this.root.classList.toggle('urgent', isUrgent);
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }
}
