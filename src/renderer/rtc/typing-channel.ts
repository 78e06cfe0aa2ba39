import { Emitter, type Event } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import { MAX_TYPED_BYTES, TYPED_MESSAGES } from '../../shared/protocol/t140';
import { RateWindow } from './rate-window';

/** What is typed at the other end of a link, as it is typed: T.140, in order, without losses. */
export interface TypingChannel {
  /** It can be sent from now on. */
  readonly onOpen: Event<void>;
  /** `false`: it is not open, and nothing was sent. */
  send(text: string): boolean;
  /** What the other end typed; `null`: something of it was too much, and is lost. */
  readonly onText: Event<string | null>;
}

/** Of a link that has none. */
export const NO_TYPING: TypingChannel = {
  onOpen: () => ({ dispose: () => undefined }),
  send: () => false,
  onText: () => ({ dispose: () => undefined }),
};

/** Both ends open it under this number, so that neither has to announce it. */
const TYPING_CHANNEL_ID = 12;
/** As RFC 8865 names it. */
const SUBPROTOCOL = 't140';

/**
 * The T.140 data channel of a real connection (RFC 8865). To be made before the connection
 * negotiates; sends only once it was admitted.
 */
export class RtcTypingChannel implements TypingChannel, Disposable {
  private readonly openEmitter = new Emitter<void>();
  readonly onOpen = this.openEmitter.event;
  private readonly textEmitter = new Emitter<string | null>();
  readonly onText = this.textEmitter.event;
  private readonly channel: RTCDataChannel;
  private readonly incoming = new RateWindow(TYPED_MESSAGES.points, TYPED_MESSAGES.windowMs);
  private readonly decoder = new TextDecoder();
  private isAdmitted = false;

  constructor(connection: RTCPeerConnection) {
    this.channel = connection.createDataChannel('typing', {
      negotiated: true,
      id: TYPING_CHANNEL_ID,
      protocol: SUBPROTOCOL,
    });
    this.channel.binaryType = 'arraybuffer';
    this.channel.addEventListener('open', () => {
      this.tellOpen();
    });
    this.channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.handleData(data);
    });
  }

  send(text: string): boolean {
    if (!this.isAdmitted || this.channel.readyState !== 'open') return false;
    try {
      this.channel.send(text);
      return true;
    } catch {
      // It broke this very moment; the link's end is reported by itself.
      return false;
    }
  }

  /** The other end is known for who it is. */
  admit(): void {
    this.isAdmitted = true;
    this.tellOpen();
  }

  dispose(): void {
    this.openEmitter.dispose();
    this.textEmitter.dispose();
    this.channel.close();
  }

  private tellOpen(): void {
    if (this.isAdmitted && this.channel.readyState === 'open') this.openEmitter.fire();
  }

  /** RFC 8865 section 4.1: UTF-8, as text or as bytes. */
  private handleData(data: unknown): void {
    const text = data instanceof ArrayBuffer ? this.decoder.decode(data) : data;
    if (typeof text !== 'string') return;
    const isTaken = text.length <= MAX_TYPED_BYTES && this.incoming.take();
    this.textEmitter.fire(isTaken ? text : null);
  }
}
