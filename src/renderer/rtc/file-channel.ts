import { Emitter, type Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';

/**
 * Bytes and texts to and from the other end of a link, in order and complete, beside its messages.
 */
export interface FileChannel {
  readonly isOpen: boolean;
  /** What was handed over and has not left yet. */
  readonly bufferedBytes: number;
  /** `false`: it is not open (any more), and nothing was sent. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean;
  readonly onOpen: Event<void>;
  readonly onMessage: Event<string | ArrayBuffer>;
  /** Little is left in the buffer: more may be sent. */
  readonly onDrained: Event<void>;
}

/** Both ends open it under this number, so that neither has to announce it. */
const FILE_CHANNEL_ID = 10;
/** Kept of what came before the other end was known for who it is. */
const MAX_EARLY_MESSAGES = 64;
/**
 * When less than this waits to be sent, it is time for more: enough for some 50 ms at 40 Mbit/s.
 */
const DRAINED_BYTES = 256 * 1024;

/**
 * The channel for files over a real connection. To be made before the connection negotiates; open
 * only once it was admitted.
 */
export class RtcFileChannel implements FileChannel, Disposable {
  private readonly store = new DisposableStore();
  private readonly openEmitter = this.store.add(new Emitter<void>());
  readonly onOpen = this.openEmitter.event;
  private readonly messageEmitter = this.store.add(new Emitter<string | ArrayBuffer>());
  readonly onMessage = this.messageEmitter.event;
  private readonly drainedEmitter = this.store.add(new Emitter<void>());
  readonly onDrained = this.drainedEmitter.event;
  private readonly channel: RTCDataChannel;
  private isAdmitted = false;
  /**
   * What came from an end that knew this one before this one knew it: answers could not be sent
   * yet.
   */
  private readonly early: (string | ArrayBuffer)[] = [];

  constructor(connection: RTCPeerConnection) {
    this.channel = connection.createDataChannel('files', { negotiated: true, id: FILE_CHANNEL_ID });
    this.channel.binaryType = 'arraybuffer';
    this.channel.bufferedAmountLowThreshold = DRAINED_BYTES;
    this.listen();
  }

  get isOpen(): boolean {
    return !this.store.isDisposed && this.isAdmitted && this.channel.readyState === 'open';
  }

  get bufferedBytes(): number {
    return this.channel.bufferedAmount;
  }

  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    try {
      if (typeof data === 'string') this.channel.send(data);
      else this.channel.send(data);
      return true;
    } catch {
      // It broke this very moment, or its buffer is full; the link's end is reported by itself.
      return false;
    }
  }

  /** The other end is known for who it is. */
  admit(): void {
    if (this.isAdmitted) return;
    this.isAdmitted = true;
    if (this.isOpen) this.openEmitter.fire();
    for (const data of this.early.splice(0)) this.messageEmitter.fire(data);
  }

  dispose(): void {
    this.store.dispose();
  }

  private listen(): void {
    const listening = new AbortController();
    const { signal } = listening;
    this.store.defer(() => {
      listening.abort();
    });
    const { channel } = this;
    const handleOpen = (): void => {
      if (this.isOpen) this.openEmitter.fire();
    };
    const handleDrained = (): void => {
      this.drainedEmitter.fire();
    };
    const handleMessage = ({ data }: MessageEvent<unknown>): void => {
      if (typeof data !== 'string' && !(data instanceof ArrayBuffer)) return;
      if (this.isAdmitted) this.messageEmitter.fire(data);
      // Whoever waits for an answer sends no more than an offer or two.
      else if (this.early.length < MAX_EARLY_MESSAGES) this.early.push(data);
    };
    channel.addEventListener('open', handleOpen, { signal });
    channel.addEventListener('bufferedamountlow', handleDrained, { signal });
    channel.addEventListener('message', handleMessage, { signal });
  }
}
