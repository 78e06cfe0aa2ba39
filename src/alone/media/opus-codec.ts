import type { Disposable } from '../../shared/base/lifecycle';
import { type Libav, memoryOf, MONO, openLibav, SAMPLES_FLOAT } from './libav';
import { type Sound, SOUND_MS, SOUND_RATE_HZ, SOUND_SAMPLES } from './node-track';

const NAME = 'libopus';
const BITS_PER_S = 24_000;
/** From there on, twice the work is not heard. */
const COMPLEXITY = '2';

/** Pieces of 20 ms into packets of Opus. */
export class OpusEncoder implements Disposable {
  private isDisposed = false;
  private pts = 0;

  private constructor(
    private readonly libav: Libav,
    private readonly context: number,
    private readonly frame: number,
    private readonly packet: number,
  ) {}

  static async open(): Promise<OpusEncoder> {
    const libav = await openLibav();
    const [, context, frame, packet] = await libav.ff_init_encoder(NAME, {
      ctx: {
        bit_rate: BITS_PER_S,
        sample_fmt: SAMPLES_FLOAT,
        sample_rate: SOUND_RATE_HZ,
        channel_layout: MONO,
        channels: 1,
      },
      options: {
        application: 'voip',
        frame_duration: String(SOUND_MS),
        compression_level: COMPLEXITY,
      },
    });
    return new OpusEncoder(libav, context, frame, packet);
  }

  encode(sound: Sound): Uint8Array | null {
    const packets = this.libav.ff_encode_multi_sync(this.context, this.frame, this.packet, [
      {
        data: sound,
        format: SAMPLES_FLOAT,
        sample_rate: SOUND_RATE_HZ,
        channel_layout: MONO,
        channels: 1,
        pts: this.pts,
      },
    ]);
    this.pts += SOUND_SAMPLES;
    return packets.at(0)?.data ?? null;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_encoder_sync(this.context, this.frame, this.packet);
  }
}

/** Packets of Opus into sound, mono. */
export class OpusDecoder implements Disposable {
  private isDisposed = false;

  private constructor(
    private readonly libav: Libav,
    private readonly context: number,
    private readonly packet: number,
    private readonly frame: number,
  ) {}

  static async open(): Promise<OpusDecoder> {
    const libav = await openLibav();
    const [, context, packet, frame] = await libav.ff_init_decoder(NAME);
    return new OpusDecoder(libav, context, packet, frame);
  }

  /** `null`: it is none. */
  decode(data: Uint8Array): Sound | null {
    // To libav nothing is the end, behind which it takes no more.
    if (data.length === 0) return null;
    const { libav, context, packet, frame } = this;
    try {
      libav.ff_copyin_packet_sync(packet, { data });
      const sent = libav.avcodec_send_packet_sync(context, packet);
      libav.av_packet_unref_sync(packet);
      if (sent < 0 || libav.avcodec_receive_frame_sync(context, frame) < 0) return null;
      return this.take();
    } catch {
      return null;
    }
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_decoder_sync(this.context, this.packet, this.frame);
  }

  private take(): Sound | null {
    const { libav, frame } = this;
    if (libav.AVFrame_format_sync(frame) !== SAMPLES_FLOAT) return null;
    const channels = libav.AVFrame_channels_sync(frame);
    const length = libav.AVFrame_nb_samples_sync(frame) * channels;
    const at = libav.AVFrame_data_a_sync(frame, 0);
    return toMono(new Float32Array(memoryOf(libav).buffer, at, length), channels);
  }
}

/** All `channels` of each moment are one behind the other. */
function toMono(data: Float32Array, channels: number): Sound {
  if (channels === 1) return data.slice();
  const sound = new Float32Array(Math.floor(data.length / channels));
  for (let at = 0; at < sound.length; at++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[at * channels + channel];
    sound[at] = sum / channels;
  }
  return sound;
}

export function openOpusEncoder(): Promise<OpusEncoder> {
  return OpusEncoder.open();
}

export function openOpusDecoder(): Promise<OpusDecoder> {
  return OpusDecoder.open();
}
