import { afterEach, describe, expect, it } from 'vitest';
import { openLibav, memoryOf } from '../../../src/alone/media/libav';
import { SOUND_RATE_HZ, SOUND_SAMPLES } from '../../../src/alone/media/node-track';
import {
  openOpusDecoder,
  openOpusEncoder,
  type OpusDecoder,
  type OpusEncoder,
} from '../../../src/alone/media/opus-codec';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { pick, seededRandom } from '../../helpers/random-payload';

// What somebody in a call, or in between, could send in the place of their voice.

/** An Opus packet holds 120 ms at most (RFC 6716, 3.2.5). */
const MAX_SAMPLES = 0.12 * SOUND_RATE_HZ;
const MAX_PACKET_BYTES = 1_500;

const open: { dispose(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

async function encoder(): Promise<OpusEncoder> {
  const made = await openOpusEncoder();
  open.push(made);
  return made;
}

async function decoder(): Promise<OpusDecoder> {
  const made = await openOpusDecoder();
  open.push(made);
  return made;
}

const tone = (at: number): Float32Array =>
  Float32Array.from({ length: SOUND_SAMPLES }, (_, index) =>
    Math.sin((at * SOUND_SAMPLES + index) / 20),
  );

function power(sound: Float32Array): number {
  return sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length;
}

async function honestPackets(): Promise<Uint8Array[]> {
  const encoding = await encoder();
  return Array.from({ length: 50 }, (_, at) => encoding.encode(tone(at))).filter(
    (packet) => packet !== null,
  );
}

function hostilePacket(random: () => number, honest: readonly Uint8Array[]): Uint8Array {
  const any = (most: number): number => Math.floor(random() * most);
  if (random() < 0.3) {
    return Uint8Array.from({ length: any(MAX_PACKET_BYTES) }, () => any(256));
  }
  const packet = Uint8Array.from(pick(random, honest));
  for (let changes = any(8); changes >= 0; changes -= 1) packet[any(packet.length)] = any(256);
  // The way in which it is coded, and how many frames it says to hold.
  if (random() < 0.3) packet[0] = any(256);
  if (random() < 0.3) packet[1] = any(256);
  return random() < 0.3 ? packet.subarray(0, any(packet.length)) : packet;
}

describe('what is no voice', () => {
  it('does no harm to those that are', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const { numRuns, seed } = fuzzRun('packets of Opus', 50_000);
    const random = seededRandom(seed);
    const honest = await honestPackets();
    const [hostile, other] = [await decoder(), await decoder()];
    const libav = await openLibav();
    for (const packet of honest) hostile.decode(packet);
    const before = memoryOf(libav).length;
    for (let count = 0; count < numRuns; count += 1) {
      const sound = hostile.decode(hostilePacket(random, honest));
      if (sound === null) continue;
      expect(sound.length).toBeLessThanOrEqual(MAX_SAMPLES);
      if (!sound.every(Number.isFinite)) expect.fail('no number');
    }
    expect(memoryOf(libav).length).toBe(before);
    // Somebody else is heard as before, and so is whoever it came from.
    for (const decoding of [other, hostile]) {
      const sounds = honest.map((packet) => decoding.decode(packet));
      expect(power(sounds.at(-1)!)).toBeGreaterThan(0.1);
    }
  });
});
