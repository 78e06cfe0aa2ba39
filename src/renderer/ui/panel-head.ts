import { CLOSE } from '../text/panel-words';
import { element } from './element';

/** The head of a panel: its title, and a button for whoever has no Esc at hand. */
export function panelHead(title: HTMLElement, handleClose: () => void): HTMLElement {
  const close = element('button', { class: 'close', ...CLOSE });
  close.type = 'button';
  close.addEventListener('click', handleClose);
  return element('header', { class: 'head' }, title, close);
}
