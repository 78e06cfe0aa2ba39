import { type Disposable } from '../../shared/base/lifecycle';

/** The `keyCode` of each key that an input method has taken (UI Events, 7.3.1). */
const PROCESSED_KEY_CODE = 229;

/** What of a keyboard event says who it is for. */
export interface MaybeComposed {
  readonly isComposing: boolean;
  /** Deprecated, and the only sign that Safari gives. */
  readonly keyCode: number;
}

/**
 * Whether a key went to the input method: it chooses among candidates or takes what is composed.
 * Safari ends the composition before it tells of the Enter that ended it, so that `isComposing` is
 * false then (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export function isInputMethodKey({ isComposing, keyCode }: MaybeComposed): boolean {
  return isComposing || keyCode === PROCESSED_KEY_CODE;
}

type KeyEvent = MaybeComposed & Pick<KeyboardEvent, 'key' | 'timeStamp'>;

/** The input method of what is typed below a target: it knows which Enter is not meant for us. */
export class InputMethod implements Disposable {
  /** When the last composition ended, in the time of events. */
  private endedAtMs = Number.NEGATIVE_INFINITY;
  private readonly handleEnd = ({ timeStamp }: Event): void => {
    this.endedAtMs = timeStamp;
  };

  constructor(private readonly target: EventTarget) {
    target.addEventListener('compositionend', this.handleEnd, { capture: true });
  }

  /** Also of an Enter that went down before the composition had ended: it is what ended it. */
  takes(event: KeyEvent): boolean {
    const hasEnded = event.key === 'Enter' && event.timeStamp <= this.endedAtMs;
    return hasEnded || isInputMethodKey(event);
  }

  dispose(): void {
    this.target.removeEventListener('compositionend', this.handleEnd, { capture: true });
  }
}
