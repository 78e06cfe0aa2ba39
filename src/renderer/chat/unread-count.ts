import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import type { ChatLine } from './chat-client';

/** Counts the lines of others that come while the chat is not shown. It is, to begin with. */
export class UnreadCount implements Disposable {
  private count = 0;
  private isChatShown = true;
  private readonly changeEmitter = new Emitter<number>();
  readonly onChange = this.changeEmitter.event;

  /** Whether the chat is shown from now on: nothing is unread then, or yet. */
  setChatShown(isShown: boolean): void {
    this.isChatShown = isShown;
    this.change(0);
  }

  handleLine({ isMine }: Pick<ChatLine, 'isMine'>): void {
    if (!this.isChatShown && !isMine) this.change(this.count + 1);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private change(count: number): void {
    if (count === this.count) return;
    this.count = count;
    this.changeEmitter.fire(count);
  }
}
