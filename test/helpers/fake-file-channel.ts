import type { FileChannel } from '../../src/renderer/rtc/file-channel';
import { Emitter } from '../../src/shared/base/emitter';

type Data = string | Uint8Array<ArrayBuffer>;

/**
 * One end of a channel without a network: what is sent arrives a moment later, unless it was cut.
 */
export class FakeFileChannel implements FileChannel {
  isOpen = false;
  bufferedBytes = 0;
  readonly sent: Data[] = [];
  private remote: FakeFileChannel | null = null;
  private readonly openEmitter = new Emitter<void>();
  readonly onOpen = this.openEmitter.event;
  private readonly messageEmitter = new Emitter<string | ArrayBuffer>();
  readonly onMessage = this.messageEmitter.event;
  private readonly drainedEmitter = new Emitter<void>();
  readonly onDrained = this.drainedEmitter.event;

  /** Two ends, open. */
  static pair(): [FakeFileChannel, FakeFileChannel] {
    const [one, other] = [new FakeFileChannel(), new FakeFileChannel()];
    one.remote = other;
    other.remote = one;
    return [one, other];
  }

  send(data: Data): boolean {
    if (!this.isOpen) return false;
    this.sent.push(data);
    const copy = typeof data === 'string' ? data : data.slice().buffer;
    queueMicrotask(() => {
      if (this.remote?.isOpen === true) this.remote.receive(copy);
    });
    return true;
  }

  /** As if the other end had sent it. */
  receive(data: string | ArrayBuffer): void {
    this.messageEmitter.fire(data);
  }

  open(): void {
    this.isOpen = true;
    this.openEmitter.fire();
  }

  /** The link is gone: nothing passes any more. */
  cut(): void {
    this.isOpen = false;
    if (this.remote !== null) this.remote.isOpen = false;
  }

  drain(): void {
    this.bufferedBytes = 0;
    this.drainedEmitter.fire();
  }
}
