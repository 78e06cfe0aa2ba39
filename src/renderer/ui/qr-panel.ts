import { DisposableStore } from '../../shared/base/lifecycle';
import { qrRows } from '../../shared/text/qr-code';
import { element } from './element';
import { panelHead } from './panel-head';
import './qr-panel.css';

/** What somebody with a camera is to get. */
export interface ShownQrCode {
  readonly title: string;
  /** What to do with it ... */
  readonly text: string;
  /** ... and what is typed instead, without a camera. */
  readonly line: string;
  /** What the code says. */
  readonly content: string;
  /** For whoever cannot see it. */
  readonly label: string;
  /** In its place where the window is too small for it. */
  readonly tooSmall: string;
}

/** Larger is no easier to read, and smaller hardly by a camera that is held by hand. */
const MAX_FONT_PX = 16;
const MIN_FONT_PX = 5;
/** Of the font in which the window is set: how wide a character is, and how high, in its size. */
const CHARACTER_EM = 0.602;
const LINE_EM = 1.2;

/** A QR code over the stage, in half blocks, with what to do about it beside or above it. */
export class QrPanel {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly title = element('h2');
  private readonly text = element('p');
  private readonly line = element('p', { class: 'line' });
  private readonly code = element('pre', { class: 'qr', role: 'img' });
  private readonly tooSmall = element('p', { class: 'note' });
  private readonly place = element('div', { class: 'place' }, this.code, this.tooSmall);
  private rows: readonly string[] = [];

  constructor() {
    this.root = element(
      'section',
      { class: 'panel qr-code', role: 'dialog' },
      panelHead(this.title, () => void this.dismiss()),
      element(
        'div',
        { class: 'body' },
        element('div', { class: 'words' }, this.text, this.line),
        this.place,
      ),
    );
    this.root.hidden = true;
    const resized = new ResizeObserver(() => {
      this.fit();
    });
    resized.observe(this.place);
    this.store.defer(() => {
      resized.disconnect();
    });
  }

  show({ title, text, line, content, label, tooSmall }: ShownQrCode): void {
    this.rows = qrRows(content);
    this.title.textContent = title;
    this.text.textContent = text;
    this.line.textContent = line;
    this.tooSmall.textContent = tooSmall;
    this.code.textContent = this.rows.join('\n');
    this.code.setAttribute('aria-label', label);
    this.root.setAttribute('aria-label', title);
    this.root.hidden = false;
    this.fit();
  }

  /** `false`: there was none. */
  dismiss(): boolean {
    if (this.root.hidden) return false;
    this.root.hidden = true;
    return true;
  }

  dispose(): void {
    this.store.dispose();
    this.root.remove();
  }

  /** As large as there is room for. */
  private fit(): void {
    if (this.root.hidden) return;
    const { clientWidth, clientHeight } = this.place;
    const columns = this.rows[0]?.length ?? 1;
    const widest = clientWidth / (columns * CHARACTER_EM);
    const highest = clientHeight / (this.rows.length * LINE_EM);
    const fontPx = Math.min(MAX_FONT_PX, Math.floor(Math.min(widest, highest)));
    const isReadable = fontPx >= MIN_FONT_PX;
    this.code.style.fontSize = `${fontPx}px`;
    this.code.hidden = !isReadable;
    this.tooSmall.hidden = isReadable;
  }
}
