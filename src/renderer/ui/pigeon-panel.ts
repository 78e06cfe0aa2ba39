import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import { PIGEON_PANEL } from '../text/pigeon-sentences';
import { element, listen } from './element';
import { panelHead } from './panel-head';
import { type QrContent, QrPlace } from './qr-place';
import './qr-panel.css';
import './pigeon-panel.css';

/** What there is to hand over, and what to do next. */
export interface ShownPigeon {
  readonly title: string;
  /** One after another. */
  readonly steps: readonly string[];
  /** `null`: there is nothing to show, or not yet. */
  readonly code: QrContent | null;
  /** The same as a text. */
  readonly text: string | null;
}

/**
 * A call by pigeon, over the stage: what is to be handed over, as a QR code and to be copied, what
 * to do next, and what the camera sees, which may be the other's code. The command line keeps the
 * focus.
 */
export class PigeonPanel {
  readonly root: HTMLElement;
  /** What the camera sees. */
  readonly video = element('video', { label: PIGEON_PANEL.camera });
  private readonly store = new DisposableStore();
  private readonly title = element('h2');
  private readonly steps = element('ol', { class: 'steps' });
  private readonly copy = element('button', { class: 'copy', text: PIGEON_PANEL.copy });
  private readonly note = element('p', { class: 'told', role: 'status' });
  private readonly place = new QrPlace();
  private camera: MediaStreamTrack | null = null;
  private readonly copyEmitter = this.store.add(new Emitter<void>());
  readonly onCopy = this.copyEmitter.event;
  private readonly openEmitter = this.store.add(new Emitter<boolean>());
  /** It is shown, or not any more. */
  readonly onOpen = this.openEmitter.event;

  private readonly showEmitter = this.store.add(new Emitter<ShownPigeon | null>());
  /** What is shown from now on; `null`: nothing any more. */
  readonly onShow = this.showEmitter.event;

  constructor() {
    this.copy.type = 'button';
    this.store.add(
      listen(this.copy, 'click', () => {
        this.copyEmitter.fire();
      }),
    );
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.hidden = true;
    this.root = element(
      'section',
      { class: 'panel qr-code pigeon', role: 'dialog' },
      panelHead(this.title, () => void this.dismiss()),
      element(
        'div',
        { class: 'body' },
        element('div', { class: 'words' }, this.steps, this.copy, this.note, this.video),
        this.place.root,
      ),
    );
    this.root.hidden = true;
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  show(shown: ShownPigeon): void {
    const { title, steps, code } = shown;
    this.title.textContent = title;
    this.root.setAttribute('aria-label', title);
    this.steps.replaceChildren(...steps.map((text) => element('li', { text })));
    this.note.textContent = '';
    this.copy.hidden = code === null;
    this.place.root.hidden = code === null;
    this.root.classList.toggle('no-code', code === null);
    const wasOpen = this.isOpen;
    this.root.hidden = false;
    if (code !== null) this.place.show(code);
    if (!wasOpen) this.openEmitter.fire(true);
    this.showEmitter.fire(shown);
  }

  /** Says something below the steps: that the text was copied, or what is wrong with a code. */
  tell(text: string): void {
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  /** What the camera sees, to aim by; `null`: it is off. */
  setCamera(track: MediaStreamTrack | null): void {
    if (track === this.camera) return;
    this.camera = track;
    this.video.hidden = track === null;
    this.video.srcObject = track === null ? null : new MediaStream([track]);
    // What is taken away before it plays rejects, and is expected to.
    if (track !== null) this.video.play().catch(() => undefined);
  }

  /** `false`: it was not shown. */
  dismiss(): boolean {
    if (!this.isOpen) return false;
    this.root.hidden = true;
    this.openEmitter.fire(false);
    this.showEmitter.fire(null);
    return true;
  }

  dispose(): void {
    this.place.dispose();
    this.store.dispose();
    this.root.remove();
  }
}
