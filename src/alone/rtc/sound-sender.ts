import { type RTCRtpSender as Sender, RtpHeader, RtpPacket } from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { type NodeTrack, type Sound, SOUND_SAMPLES } from '../media/node-track';
import { openOpusEncoder, type OpusEncoder } from '../media/opus-codec';
import type { PlaceFigures } from './media-place';

const SEQUENCES = 0x10000;

/** Encodes the sound of `track`, and sends it; nothing while that is muted. */
export class SoundSender implements Disposable {
  private readonly store = new DisposableStore();
  private encoder: OpusEncoder | null = null;
  private sequenceNumber = Math.floor(Math.random() * SEQUENCES);
  private timestamp = 0;
  private wasSilent = true;

  constructor(
    private readonly sender: Sender,
    private readonly track: NodeTrack,
  ) {
    this.store.add(
      track.onSound((sound) => {
        this.take(sound);
      }),
    );
    void openOpusEncoder().then((encoder) => {
      if (this.store.isDisposed) encoder.dispose();
      else this.encoder = encoder;
    });
  }

  get figures(): PlaceFigures {
    return {};
  }

  dispose(): void {
    this.store.dispose();
    this.encoder?.dispose();
    this.encoder = null;
  }

  private take(sound: Sound): void {
    this.timestamp = (this.timestamp + SOUND_SAMPLES) >>> 0;
    if (!this.track.enabled || this.encoder === null) {
      this.wasSilent = true;
      return;
    }
    const data = this.encoder.encode(sound);
    if (data === null) return;
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: this.sequenceNumber,
      timestamp: this.timestamp,
      // Here somebody begins to speak (RFC 3551, 4.1).
      marker: this.wasSilent,
    });
    this.wasSilent = false;
    this.sequenceNumber = (this.sequenceNumber + 1) % SEQUENCES;
    this.sender.sendRtp(new RtpPacket(header, Buffer.from(data))).catch(() => undefined);
  }
}
