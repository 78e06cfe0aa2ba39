import type { RTCRtpTransceiver as Place, RtpPacket } from 'werift';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { NodeTrack, Sound } from '../media/node-track';
import { openOpusDecoder, type OpusDecoder } from '../media/opus-codec';
import type { PlaceFigures } from './media-place';
import { onReceivedPacket } from './received-packets';

/** What was heard so long ago says nothing of now. */
const LEVEL_MS = 200;
const SEQUENCES = 0x10000;
const HALF = SEQUENCES / 2;

/** Decodes the sound that comes over a place. */
export class SoundReceiver implements Disposable {
  private readonly store = new DisposableStore();
  private decoder: OpusDecoder | null = null;
  private isOpening = false;
  private latest: number | null = null;
  private loudness = 0;
  private heardAtMs = -LEVEL_MS;
  private energy = 0;

  constructor(
    place: Place,
    private readonly track: NodeTrack,
  ) {
    onReceivedPacket(place, (packet) => {
      this.take(packet);
    });
  }

  /** How loud it is, 0 to 1. */
  get level(): number {
    return performance.now() - this.heardAtMs < LEVEL_MS ? this.loudness : 0;
  }

  get figures(): PlaceFigures {
    return { totalAudioEnergy: this.energy };
  }

  dispose(): void {
    this.store.dispose();
    this.decoder?.dispose();
    this.decoder = null;
  }

  private take({ header, payload }: RtpPacket): void {
    if (this.store.isDisposed || payload.length === 0) return;
    if (this.decoder === null) {
      this.open();
      return;
    }
    // Too late to be heard, or heard already.
    const ahead = (header.sequenceNumber - (this.latest ?? -1) + SEQUENCES) % SEQUENCES;
    if (this.latest !== null && (ahead === 0 || ahead >= HALF)) return;
    this.latest = header.sequenceNumber;
    const sound = this.decoder.decode(payload);
    if (sound === null) return;
    this.measure(sound);
    this.track.play(sound);
  }

  private open(): void {
    if (this.isOpening) return;
    this.isOpening = true;
    void openOpusDecoder().then((decoder) => {
      if (this.store.isDisposed) decoder.dispose();
      else this.decoder = decoder;
    });
  }

  private measure(sound: Sound): void {
    let power = 0;
    for (const sample of sound) power += (sample * sample) / sound.length;
    this.loudness = Math.min(1, Math.sqrt(power));
    this.energy += power;
    this.heardAtMs = performance.now();
  }
}
