import { globalShortcut } from 'electron';
import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import { toAccelerator } from './accelerator';

/** What decides whether the key is ours while another window has the focus. */
export interface TalkKeyFacts {
  /** `Alt+M` and the like. */
  readonly chord: string;
  /** Push-to-talk or push-to-mute is on, and there is a call. */
  readonly isWanted: boolean;
  /** The window has the focus: it sees keys go down and up by itself. */
  readonly isFocused: boolean;
}

/**
 * The key for talking, while another window has the focus. Electron's globalShortcut tells when a
 * key goes down and never when it goes up, so that here the key toggles. It is taken from the rest
 * of the desktop only as long as it is needed.
 */
export class TalkKey implements Disposable {
  private taken: string | null = null;
  /** The chord that could not be had, and was complained of. */
  private refused: string | null = null;
  private readonly pressEmitter = new Emitter<null>();
  readonly onPress = this.pressEmitter.event;
  private readonly refusalEmitter = new Emitter<string>();
  /**
   * The key belongs to somebody else, or this desktop gives none away; a sentence. Once for each
   * key.
   */
  readonly onRefused = this.refusalEmitter.event;

  update({ chord, isWanted, isFocused }: TalkKeyFacts): void {
    const wanted = isWanted && !isFocused ? chord : null;
    if (wanted === this.taken) return;
    this.release();
    if (wanted !== null) this.take(wanted);
  }

  dispose(): void {
    this.release();
    this.pressEmitter.dispose();
    this.refusalEmitter.dispose();
  }

  private take(chord: string): void {
    const accelerator = toAccelerator(chord);
    const isTaken =
      accelerator !== null &&
      globalShortcut.register(accelerator, () => {
        this.pressEmitter.fire(null);
      });
    if (isTaken) this.taken = chord;
    else this.refuse(chord);
  }

  private release(): void {
    const accelerator = this.taken === null ? null : toAccelerator(this.taken);
    if (accelerator !== null) globalShortcut.unregister(accelerator);
    this.taken = null;
  }

  private refuse(chord: string): void {
    if (this.refused === chord) return;
    this.refused = chord;
    this.refusalEmitter.fire(
      `${chord} works for talking only while this window has the focus: the desktop does not give it ` +
        'away. Choose another with config keys.push-to-talk, or bind a key of the desktop to: webcrt ctl ptt',
    );
  }
}
