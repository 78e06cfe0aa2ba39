import { Emitter, type Event } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';
import { MAX_GLYPH_MESSAGE_BYTES } from '../../shared/protocol/glyph-wire';
import { RateWindow } from './rate-window';

/** Messages of text pictures to and from the other end of a link, in order and without losses. */
export interface GlyphChannel {
  /** What was handed over and has not left yet. */
  readonly bufferedBytes: number;
  /** `false`: it is not open, and nothing was sent. */
  send(message: Uint8Array<ArrayBuffer>): boolean;
  /** What the other end sent: unchecked, but bounded in size and rate. */
  readonly onMessage: Event<Uint8Array<ArrayBuffer>>;
}

/** Of a link that has none. */
export const NO_GLYPHS: GlyphChannel = {
  bufferedBytes: 0,
  send: () => false,
  onMessage: () => ({ dispose: () => undefined }),
};

/** Both ends open it under this number, so that neither has to announce it. */
const GLYPH_CHANNEL_ID = 11;
/**
 * Half as much again as a picture and a shared terminal may want together; the rest is dropped.
 */
const INCOMING_MESSAGES = { points: 900, windowMs: 5_000 } as const;

/**
 * The channel for text pictures over a real connection. Apart from the messages of the call: a
 * picture that waits for its turn must not keep those waiting. To be made before the connection
 * negotiates; sends only once it was admitted.
 */
export class RtcGlyphChannel implements GlyphChannel, Disposable {
  private readonly messageEmitter = new Emitter<Uint8Array<ArrayBuffer>>();
  readonly onMessage = this.messageEmitter.event;
  private readonly channel: RTCDataChannel;
  private readonly incoming = new RateWindow(INCOMING_MESSAGES.points, INCOMING_MESSAGES.windowMs);
  private isAdmitted = false;

  constructor(connection: RTCPeerConnection) {
    const place = { negotiated: true, id: GLYPH_CHANNEL_ID };
    this.channel = connection.createDataChannel('glyphs', place);
    this.channel.binaryType = 'arraybuffer';
    this.channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.handleData(data);
    });
  }

  get bufferedBytes(): number {
    return this.channel.bufferedAmount;
  }

  send(message: Uint8Array<ArrayBuffer>): boolean {
    if (!this.isAdmitted || this.channel.readyState !== 'open') return false;
    try {
      this.channel.send(message);
      return true;
    } catch {
      // It broke this very moment; the link's end is reported by itself.
      return false;
    }
  }

  /** The other end is known for who it is. */
  admit(): void {
    this.isAdmitted = true;
  }

  dispose(): void {
    this.messageEmitter.dispose();
    this.channel.close();
  }

  private handleData(data: unknown): void {
    if (!(data instanceof ArrayBuffer) || data.byteLength > MAX_GLYPH_MESSAGE_BYTES) return;
    if (this.incoming.take()) this.messageEmitter.fire(new Uint8Array(data));
  }
}
