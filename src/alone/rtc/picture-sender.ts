import { type RTCRtpTransceiver as Place, RtpHeader, RtpPacket } from 'werift';
import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { SendingPlan } from '../../shared/call/sending-policy';
import type { CreateExports } from '../../tty/screen/client-screen';
import type { NodeTrack } from '../media/node-track';
import { PictureScaler } from '../media/picture-scaler';
import { Vp8Encoder } from '../media/vp8-encoder';
import type { PlaceFigures } from './media-place';
import { onPictureLoss } from './picture-loss';
import { FramePacer } from './frame-pacer';
import { RateMeter } from './rate-meter';
import { onReceiverReport } from './receiver-reports';
import { SendRate } from './send-rate';
import { vp8Payloads } from './vp8-payload';

const CLOCK_HZ = 90_000;
const MS_PER_S = 1_000;
/** With all headers still below what every path takes. */
const MAX_PAYLOAD_BYTES = 1_100;
/** Where nobody says how much it may be. */
const USUAL_KBPS = 1_500;
const USUAL_FPS = 30;
/** Smaller changes are not worth an encoder that begins anew. */
const KBPS_STEP_SHARE = 0.25;
const SEQUENCES = 0x10000;

/** Encodes the frames of `track` by a plan, and sends them. */
export class PictureSender implements Disposable {
  private readonly store = new DisposableStore();
  private encoder: Vp8Encoder | null = null;
  private readonly scaler: PictureScaler;
  private readonly rate = new RateMeter();
  private readonly sendRate = new SendRate();
  private needsKey = true;
  private sequenceNumber = Math.floor(Math.random() * SEQUENCES);
  private readonly pacer = new FramePacer();
  private framesEncoded = 0;
  private encodedMs = 0;

  constructor(
    private readonly place: Place,
    track: NodeTrack,
    private plan: SendingPlan | null,
    createExports: CreateExports,
  ) {
    this.scaler = new PictureScaler(createExports);
    this.store.add(
      track.onFrame((frame) => {
        this.take(frame);
      }),
    );
    this.store.add(
      onPictureLoss(place, () => {
        this.needsKey = true;
      }),
    );
    this.store.add(
      onReceiverReport(place, {
        handleLoss: (share) => {
          this.sendRate.noteLoss(share, this.wantedKbps);
        },
        handleEstimate: (kbps) => {
          this.sendRate.noteEstimate(kbps);
        },
      }),
    );
  }

  private get wantedKbps(): number {
    return this.plan?.maxBitrateKbps ?? USUAL_KBPS;
  }

  setPlan(plan: SendingPlan): void {
    this.plan = plan;
  }

  get figures(): PlaceFigures {
    const { encoder, framesEncoded, encodedMs } = this;
    return {
      framesPerSecond: this.rate.perSecond,
      frameWidth: encoder?.widthPx ?? 0,
      frameHeight: encoder?.heightPx ?? 0,
      framesEncoded,
      totalEncodeTime: encodedMs / MS_PER_S,
    };
  }

  dispose(): void {
    this.store.dispose();
    this.encoder = null;
  }

  private take(frame: I420Frame): void {
    const fps = this.plan?.maxFramerate ?? USUAL_FPS;
    if (this.plan?.isActive === false || !this.pacer.take(performance.now(), fps)) return;
    const { widthPx, heightPx } = this.sizeOf(frame);
    const encoder = this.encoderFor(widthPx, heightPx);
    const beginMs = performance.now();
    const data = encoder.encode(this.scaler.scale(frame, widthPx, heightPx), this.needsKey);
    if (data === null) return;
    this.encodedMs += performance.now() - beginMs;
    this.framesEncoded++;
    this.needsKey = false;
    this.rate.note();
    this.send(data, beginMs);
  }

  /** Even sides, as the colours have half of them. */
  private sizeOf({ width, height }: I420Frame): { widthPx: number; heightPx: number } {
    const scale = Math.max(1, this.plan?.scaleResolutionDownBy ?? 1);
    const even = (px: number): number => Math.max(2, Math.round(px / scale / 2) * 2);
    return { widthPx: even(width), heightPx: even(height) };
  }

  private encoderFor(widthPx: number, heightPx: number): Vp8Encoder {
    const kbps = this.sendRate.of(this.wantedKbps);
    const { encoder } = this;
    const isSame =
      encoder?.widthPx === widthPx &&
      encoder.heightPx === heightPx &&
      Math.abs(encoder.kbps - kbps) <= KBPS_STEP_SHARE * encoder.kbps;
    if (encoder !== null && isSame) return encoder;
    this.needsKey = true;
    this.encoder = new Vp8Encoder({ widthPx, heightPx, kbps });
    return this.encoder;
  }

  private send(frame: Uint8Array, atMs: number): void {
    const timestamp = Math.round((atMs * CLOCK_HZ) / MS_PER_S) >>> 0;
    const payloads = vp8Payloads(frame, MAX_PAYLOAD_BYTES);
    for (const [index, payload] of payloads.entries()) {
      const header = new RtpHeader({
        payloadType: 0,
        sequenceNumber: this.sequenceNumber,
        timestamp,
        marker: index === payloads.length - 1,
      });
      this.sequenceNumber = (this.sequenceNumber + 1) % SEQUENCES;
      // A packet that cannot go is lost, as on the way.
      this.place.sender.sendRtp(new RtpPacket(header, Buffer.from(payload))).catch(() => undefined);
    }
  }
}
