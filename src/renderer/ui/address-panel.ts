import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import './address-panel.css';
import { ADDRESS_PANEL, CANCEL, OPEN } from '../text/panel-words';
import { BorrowedFocus } from './borrowed-focus';
import { element, listen } from './element';

const DESCRIPTION_ID = 'address-description';
/** How ASCII writes a label of a host's name that has other letters (RFC 5890). */
const ENCODED_LABEL = /(^|\.)xn--/u;

/**
 * Asks, over the stage, whether an address from the chat is to be opened. The host stands alone,
 * because whoever wants to be taken for somebody else hides it in what is around it.
 */
export class AddressPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly host = element('p', { class: 'host' });
  private readonly warning = element('p', { class: 'warning' });
  private readonly whole = element('p', { class: 'whole' });
  private readonly openButton = element('button', { class: 'accept', text: OPEN });
  private readonly acceptedEmitter = this.store.add(new Emitter<string>());
  /** The address that is to be opened. */
  readonly onAccepted = this.acceptedEmitter.event;
  private url = '';
  private readonly focus: BorrowedFocus;

  constructor() {
    const cancel = element('button', { class: 'decline', text: CANCEL });
    const description = element('div', {}, this.host, this.warning, this.whole);
    description.id = DESCRIPTION_ID;
    this.root = element(
      'section',
      { class: 'panel address', role: 'alertdialog', label: ADDRESS_PANEL.label },
      element('h2', { text: ADDRESS_PANEL.question }),
      description,
      element('div', { class: 'buttons' }, this.openButton, cancel),
    );
    this.root.setAttribute('aria-describedby', DESCRIPTION_ID);
    this.root.hidden = true;
    this.focus = new BorrowedFocus(this.root);
    const { store } = this;
    store.add(
      listen(this.openButton, 'click', () => {
        const { url } = this;
        if (this.dismiss()) this.acceptedEmitter.fire(url);
      }),
    );
    store.add(listen(cancel, 'click', () => void this.dismiss()));
  }

  /** `url`: as a browser reads it, ASCII throughout. */
  show(url: string): void {
    this.focus.note();
    this.url = url;
    const { host, hostname } = new URL(url);
    this.host.textContent = host;
    const isEncoded = ENCODED_LABEL.test(hostname);
    this.warning.textContent = isEncoded ? ADDRESS_PANEL.encodedWarning : '';
    this.whole.textContent = url;
    this.root.hidden = false;
    this.openButton.focus();
  }

  /** Nothing is opened. `false`: nothing was asked. */
  dismiss(): boolean {
    if (this.root.hidden) return false;
    this.focus.hidePanel();
    return true;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }
}
