import type { Sound } from './node-track';

const FULL = 32_767;

/** 16-bit samples, as sound devices take them. */
export function toSamples(sound: Sound): Buffer {
  const samples = Buffer.alloc(2 * sound.length);
  for (const [index, value] of sound.entries()) {
    samples.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * FULL), 2 * index);
  }
  return samples;
}

export function fromSamples(samples: Buffer): Sound {
  const sound = new Float32Array(samples.length >> 1);
  for (let index = 0; index < sound.length; index++)
    sound[index] = samples.readInt16LE(2 * index) / FULL;
  return sound;
}
