import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { TextPicture } from './glyph-source';

/** Whether any picture goes or comes as text. */
export interface TextPicturesState {
  readonly isReceived: boolean;
  readonly isSent: boolean;
}

/** Keeps with whom pictures go as text, either way, for as long as they are there. */
export class TextPictures implements Disposable {
  private readonly received = new Set<string>();
  private readonly sent = new Set<string>();
  private current: TextPicturesState = { isReceived: false, isSent: false };
  private readonly changeEmitter = new Emitter<TextPicturesState>();
  /** Of the first whose picture goes so, and the last: not of those in between. */
  readonly onChange = this.changeEmitter.event;

  /** What is new of the pictures between the local user and the participant of this id. */
  handle(id: string, picture: TextPicture): void {
    if (picture.kind === 'received') mark(this.received, id, picture.cells !== null);
    else mark(this.sent, id, picture.isText);
    this.update();
  }

  /** Nobody else is there. */
  keepOnly(ids: readonly string[]): void {
    for (const those of [this.received, this.sent]) {
      for (const id of those) if (!ids.includes(id)) those.delete(id);
    }
    this.update();
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private update(): void {
    const next = { isReceived: this.received.size > 0, isSent: this.sent.size > 0 };
    const { isReceived, isSent } = this.current;
    if (next.isReceived === isReceived && next.isSent === isSent) return;
    this.current = next;
    this.changeEmitter.fire(next);
  }
}

function mark(ids: Set<string>, id: string, isIn: boolean): void {
  if (isIn) ids.add(id);
  else ids.delete(id);
}
