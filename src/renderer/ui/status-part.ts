import type { BoundKeys } from '../../shared/config/platform-keys';
import { element } from './element';
import { chordOf, type Press, pressName, pressTip } from './window-intent';

export type SegmentTone = 'plain' | 'good' | 'warn' | 'bad' | 'dim';

export interface Segment {
  readonly text: string;
  readonly tone: SegmentTone;
  /** What a press on it asks for; left out: it only tells. */
  readonly press?: Press;
}

/** One on which something can be done. */
export interface PressableSegment extends Segment {
  readonly press: Press;
}

/**
 * A part of the status bar: a fact, and where something can be done about it, a button. Only what
 * changed is written.
 */
export class StatusPart {
  readonly root: HTMLElement;
  private readonly button = element('button');
  private press: Press | null = null;
  private written = '';

  constructor(
    private readonly name: string,
    handlePress: (press: Press) => void,
  ) {
    this.root = element('span', { class: name });
    this.button.type = 'button';
    // What is typed goes on below: a click leaves the focus where it is.
    this.button.addEventListener('mousedown', (event) => {
      event.preventDefault();
    });
    this.button.addEventListener('click', () => {
      if (this.press !== null) handlePress(this.press);
    });
  }

  /** `null`: nothing is to be seen of it. */
  render(segment: Segment | null, keys: BoundKeys): void {
    const key = JSON.stringify([segment, segment?.press && chordOf(segment.press.intent, keys)]);
    if (key === this.written) return;
    this.written = key;
    this.press = segment?.press ?? null;
    this.root.className = `${this.name} state-${segment?.tone ?? 'plain'}`;
    if (segment === null || this.press === null) {
      this.root.textContent = segment?.text ?? '';
      return;
    }
    this.renderButton(segment.text, this.press, keys);
    // Put in once only: whoever has it in focus keeps it.
    if (this.root.firstChild !== this.button) this.root.replaceChildren(this.button);
  }

  private renderButton(text: string, press: Press, keys: BoundKeys): void {
    this.button.textContent = text;
    this.button.ariaLabel = pressName(text, press);
    this.button.title = pressTip(text, press, keys);
    this.button.ariaPressed = press.isDown === undefined ? null : String(press.isDown);
  }
}
