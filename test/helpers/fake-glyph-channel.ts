import type { GlyphChannel } from '../../src/renderer/rtc/glyph-channel';
import { Emitter } from '../../src/shared/base/emitter';

/** Messages from one fake end to the other, at once. */
export class FakeGlyphChannel implements GlyphChannel {
  bufferedBytes = 0;
  readonly sent: Uint8Array<ArrayBuffer>[] = [];
  private readonly messageEmitter = new Emitter<Uint8Array<ArrayBuffer>>();
  readonly onMessage = this.messageEmitter.event;

  /** @param remote The other end's; `null`: there is no connection. */
  constructor(private readonly remote: () => FakeGlyphChannel | null) {}

  send(message: Uint8Array<ArrayBuffer>): boolean {
    const remote = this.remote();
    if (remote === null) return false;
    this.sent.push(message);
    remote.messageEmitter.fire(message);
    return true;
  }
}
