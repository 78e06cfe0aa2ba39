import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { ViewState } from '../../shared/protocol/peer-messages';

/** A window that is being resized changes its grid at every move of the mouse. */
const TELL_INTERVAL_MS = 250;

function isSameView(a: ViewState, b: ViewState): boolean {
  return (
    a.cols === b.cols && a.rows === b.rows && a.style === b.style && a.wantsPixels === b.wantsPixels
  );
}

/** Tells the remote end what is shown of it: at once, again when that changes, never too often. */
export class ViewPublisher implements Disposable {
  private view: ViewState | null = null;
  private told: ViewState | null = null;
  private readonly pause = new MutableDisposable<Disposable>();

  /** @param send `false`: it could not be sent, and is to be tried again by `tell`. */
  constructor(
    private readonly send: (view: ViewState) => boolean,
    private readonly clock: Clock,
  ) {}

  set(view: ViewState): void {
    this.view = view;
    this.tell();
  }

  /** Says what was not said yet, if the channel is open and it is time. */
  tell(): void {
    const { view, told } = this;
    if (view === null || this.pause.value !== undefined) return;
    if (told !== null && isSameView(view, told)) return;
    if (!this.send(view)) return;
    this.told = view;
    this.pause.value = this.clock.after(TELL_INTERVAL_MS, () => {
      this.pause.value = undefined;
      this.tell();
    });
  }

  dispose(): void {
    this.view = null;
    this.pause.dispose();
  }
}
