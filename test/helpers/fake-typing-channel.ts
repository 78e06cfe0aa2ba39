import type { TypingChannel } from '../../src/renderer/rtc/typing-channel';
import { Emitter } from '../../src/shared/base/emitter';

/** Text from one fake end to the other, at once. */
export class FakeTypingChannel implements TypingChannel {
  readonly sent: string[] = [];
  private readonly openEmitter = new Emitter<void>();
  readonly onOpen = this.openEmitter.event;
  private readonly textEmitter = new Emitter<string | null>();
  readonly onText = this.textEmitter.event;

  /** @param remote The other end's; `null`: there is no connection. */
  constructor(private readonly remote: () => FakeTypingChannel | null) {}

  open(): void {
    this.openEmitter.fire();
  }

  send(text: string): boolean {
    const remote = this.remote();
    if (remote === null) return false;
    this.sent.push(text);
    remote.textEmitter.fire(text);
    return true;
  }
}
