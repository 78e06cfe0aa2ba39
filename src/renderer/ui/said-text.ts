import type { TextPart } from '../chat/text-addresses';
import { element } from './element';

/**
 * What somebody said, with its addresses as buttons. They are no links: nothing, not even the
 * middle button of a mouse, opens one before its host was looked at.
 *
 * @param onAddress called with the address that was pressed, as a browser reads it
 */
export function saidText(
  parts: readonly TextPart[],
  onAddress: (url: string) => void,
): HTMLElement {
  const nodes = parts.map((part) => {
    if (typeof part === 'string') return document.createTextNode(part);
    const button = element('button', { class: 'address', text: part.text });
    button.addEventListener('click', () => {
      onAddress(part.url);
    });
    return button;
  });
  return element('bdi', { class: 'text' }, ...nodes);
}
