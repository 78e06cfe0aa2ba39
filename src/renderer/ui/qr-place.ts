import { DisposableStore } from '../../shared/base/lifecycle';
import { qrRows } from '../../shared/text/qr-code';
import { element } from './element';

/** Larger is no easier to read, and smaller hardly by a camera that is held by hand. */
const MAX_FONT_PX = 16;
const MIN_FONT_PX = 5;
/** Of the font in which the window is set: how wide a character is, and how high, in its size. */
const CHARACTER_EM = 0.602;
const LINE_EM = 1.2;

/** What a QR code says, and what stands there for whoever cannot see it. */
export interface QrContent {
  readonly content: string;
  readonly label: string;
  /** In its place where the window is too small for it. */
  readonly tooSmall: string;
}

/** A QR code in half blocks, as large as there is room for. */
export class QrPlace {
  readonly root: HTMLElement;
  private readonly store = new DisposableStore();
  private readonly code = element('pre', { class: 'qr', role: 'img' });
  private readonly tooSmall = element('p', { class: 'note' });
  private rows: readonly string[] = [];

  constructor() {
    this.root = element('div', { class: 'place' }, this.code, this.tooSmall);
    const resized = new ResizeObserver(() => {
      this.fit();
    });
    resized.observe(this.root);
    this.store.defer(() => {
      resized.disconnect();
    });
  }

  show({ content, label, tooSmall }: QrContent): void {
    this.rows = qrRows(content);
    this.code.textContent = this.rows.join('\n');
    this.code.setAttribute('aria-label', label);
    this.tooSmall.textContent = tooSmall;
    this.fit();
  }

  /** To be called when it may be seen after it was not. */
  fit(): void {
    const { clientWidth, clientHeight } = this.root;
    if (clientWidth === 0) return;
    const columns = this.rows[0]?.length ?? 1;
    const widest = clientWidth / (columns * CHARACTER_EM);
    const highest = clientHeight / (this.rows.length * LINE_EM);
    const fontPx = Math.min(MAX_FONT_PX, Math.floor(Math.min(widest, highest)));
    const isReadable = fontPx >= MIN_FONT_PX;
    this.code.style.fontSize = `${fontPx}px`;
    this.code.hidden = !isReadable;
    this.tooSmall.hidden = isReadable;
  }

  dispose(): void {
    this.store.dispose();
  }
}
