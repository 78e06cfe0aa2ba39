import type { RTCRtpTransceiver as Place, RtpPacket } from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { NodeTrack } from '../media/node-track';
import { openVp8Decoder, type Vp8Decoder } from '../media/vp8-decoder';
import { FrameAssembler } from './frame-assembler';
import type { PlaceFigures } from './media-place';
import { RateMeter } from './rate-meter';
import { onReceivedPacket } from './received-packets';

/** A whole picture is asked for again after this, where none has come. */
const ASK_AGAIN_MS = 500;
const MAX_WAITING = 90;

/** Decodes what comes over a place into frames of `track`. */
export class PictureReceiver implements Disposable {
  private readonly store = new DisposableStore();
  private readonly assembler = new FrameAssembler({
    handleFrame: (frame) => {
      this.decode(frame);
    },
    handleLoss: () => {
      this.askForKey();
    },
  });
  private readonly rate = new RateMeter();
  private decoder: Vp8Decoder | null = null;
  private isOpening = false;
  private readonly waiting: Uint8Array[] = [];
  private ssrc = 0;
  private askedAtMs = -ASK_AGAIN_MS;

  constructor(
    private readonly place: Place,
    private readonly track: NodeTrack,
  ) {
    onReceivedPacket(place, (packet) => {
      this.take(packet);
    });
  }

  get figures(): PlaceFigures {
    const { latest } = this.track;
    return {
      framesPerSecond: this.rate.perSecond,
      frameWidth: latest?.width ?? 0,
      frameHeight: latest?.height ?? 0,
    };
  }

  /** Nothing is shown before the next whole picture, which is asked for. */
  beginAnew(): void {
    this.assembler.reset();
    this.askForKey();
  }

  dispose(): void {
    this.store.dispose();
    this.decoder?.dispose();
    this.decoder = null;
  }

  private take({ header, payload }: RtpPacket): void {
    if (this.store.isDisposed) return;
    this.ssrc = header.ssrc;
    if (this.decoder === null) this.open();
    const { sequenceNumber, timestamp, marker } = header;
    this.assembler.take({ sequenceNumber, timestamp, marker, payload });
  }

  private open(): void {
    if (this.isOpening) return;
    this.isOpening = true;
    void openVp8Decoder().then((decoder) => {
      if (this.store.isDisposed) decoder.dispose();
      else this.decoder = decoder;
      for (const frame of this.waiting.splice(0)) this.decode(frame);
    });
  }

  private decode(data: Uint8Array): void {
    if (this.decoder === null) {
      this.wait(data);
      return;
    }
    const frame = this.decoder.decode(data);
    if (frame === null) {
      this.assembler.reset();
      this.askForKey();
      return;
    }
    this.rate.note();
    this.track.show(frame);
  }

  /** For the decoder to be there; frames can be left out only in a row, from the last one on. */
  private wait(data: Uint8Array): void {
    if (this.waiting.length < MAX_WAITING) this.waiting.push(data);
    else this.assembler.reset();
  }

  private askForKey(): void {
    const nowMs = performance.now();
    if (this.store.isDisposed || nowMs < this.askedAtMs + ASK_AGAIN_MS) return;
    this.askedAtMs = nowMs;
    void this.place.receiver.sendRtcpPLI(this.ssrc);
  }
}
