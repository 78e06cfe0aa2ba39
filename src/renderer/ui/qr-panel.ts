import { element } from './element';
import { panelHead } from './panel-head';
import { type QrContent, QrPlace } from './qr-place';
import './qr-panel.css';

/** What somebody with a camera is to get. */
export interface ShownQrCode extends QrContent {
  readonly title: string;
  /** What to do with it ... */
  readonly text: string;
  /** ... and what is typed instead, without a camera. */
  readonly line: string;
}

/** A QR code over the stage, in half blocks, with what to do about it beside or above it. */
export class QrPanel {
  readonly root: HTMLElement;
  private readonly title = element('h2');
  private readonly text = element('p');
  private readonly line = element('p', { class: 'line' });
  private readonly place = new QrPlace();

  constructor() {
    this.root = element(
      'section',
      { class: 'panel qr-code', role: 'dialog' },
      panelHead(this.title, () => void this.dismiss()),
      element(
        'div',
        { class: 'body' },
        element('div', { class: 'words' }, this.text, this.line),
        this.place.root,
      ),
    );
    this.root.hidden = true;
  }

  show({ title, text, line, ...code }: ShownQrCode): void {
    this.title.textContent = title;
    this.text.textContent = text;
    this.line.textContent = line;
    this.root.setAttribute('aria-label', title);
    this.root.hidden = false;
    this.place.show(code);
  }

  /** `false`: there was none. */
  dismiss(): boolean {
    if (this.root.hidden) return false;
    this.root.hidden = true;
    return true;
  }

  dispose(): void {
    this.place.dispose();
    this.root.remove();
  }
}
