import {
  GenericNack,
  type RTCRtpTransceiver as Place,
  RtcpTransportLayerFeedback,
  type RtpPacket,
} from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { NodeTrack } from '../media/node-track';
import { Vp8Decoder } from '../media/vp8-decoder';
import { FrameAssembler } from './frame-assembler';
import { FramePlayout } from './frame-playout';
import type { PlaceFigures } from './media-place';
import { RateMeter } from './rate-meter';
import { onReceivedPacket } from './received-packets';

/** A whole picture is asked for again after this, where none has come. */
const ASK_AGAIN_MS = 500;
/** werift asks within 50 ms of a loss, and the sender may pass over that. */
const RESEND_AGAIN_MS = 90;

/** Decodes what comes over a place into frames of `track`. */
export class PictureReceiver implements Disposable {
  private readonly store = new DisposableStore();
  private readonly assembler = new FrameAssembler({
    handleFrame: (frame, timestamp) => {
      this.playout.take(frame, timestamp, performance.now());
    },
    handleLoss: () => {
      this.askForKey();
    },
  });
  private readonly playout = this.store.add(
    new FramePlayout((frame) => {
      this.decode(frame);
    }),
  );
  private readonly rate = new RateMeter();
  /** Made for the first frame, as many places never carry one. */
  private decoder: Vp8Decoder | null = null;
  private ssrc = 0;
  private askedAtMs = -ASK_AGAIN_MS;
  private resendAtMs = 0;

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

  /** Nothing is shown before the next key frame, which is asked for. */
  beginAnew(): void {
    this.playout.drop();
    this.assembler.reset();
    this.askForKey();
  }

  dispose(): void {
    this.store.dispose();
    this.decoder = null;
  }

  private take({ header, payload }: RtpPacket): void {
    if (this.store.isDisposed) return;
    this.ssrc = header.ssrc;
    const { sequenceNumber, timestamp, marker } = header;
    const nowMs = performance.now();
    this.assembler.take({ sequenceNumber, timestamp, marker, payload }, nowMs);
    this.askForMissing(nowMs);
  }

  /** Asks again for packets that have not come since werift asked. */
  private askForMissing(nowMs: number): void {
    const { gap } = this.assembler;
    if (gap === null || nowMs < Math.max(gap.sinceMs, this.resendAtMs) + RESEND_AGAIN_MS) return;
    this.resendAtMs = nowMs;
    const { receiver } = this.place;
    const feedback = new GenericNack({
      senderSsrc: receiver.rtcpSsrc,
      mediaSourceSsrc: this.ssrc,
      lost: [...gap.missing],
    });
    receiver.dtlsTransport
      .sendRtcp([new RtcpTransportLayerFeedback({ feedback })])
      .catch(() => undefined);
  }

  private decode(data: Uint8Array): void {
    this.decoder ??= new Vp8Decoder();
    const frame = this.decoder.decode(data);
    if (frame === null) {
      this.playout.drop();
      this.assembler.reset();
      this.askForKey();
      return;
    }
    this.rate.note();
    this.track.show(frame);
  }

  private askForKey(): void {
    const nowMs = performance.now();
    if (this.store.isDisposed || nowMs < this.askedAtMs + ASK_AGAIN_MS) return;
    this.askedAtMs = nowMs;
    void this.place.receiver.sendRtcpPLI(this.ssrc);
  }
}
