import { describe, expect, it } from 'vitest';
import { NoiseSuppressor } from '../../../../src/renderer/workers/noise-suppressor';
import { rnnoiseWasm } from '../../../helpers/rnnoise-wasm';
import { attenuationDb, correlation, delayOf, rms } from '../../../helpers/sound-metrics';
import { noiseSource, SPEECH_RATE, syntheticSpeech } from '../../../helpers/synthetic-speech';

/** As Web Audio has it. */
const PIECE = 128;
const QUIET_S = 2;
const SPOKEN_S = 4;
/** Loudness of the voice to that of the noise. */
const SNR_DB = 10;
const MIN_ATTENUATION_DB = 10;

/** A fan: noise whose treble falls off, and a hum. */
function fanNoise(length: number): Float32Array<ArrayBuffer> {
  const draw = noiseSource(11);
  let low = 0;
  return new Float32Array(length).map((_, index) => {
    low += 0.02 * (draw() - low);
    return 3 * low + 0.05 * Math.sin((2 * Math.PI * 120 * index) / SPEECH_RATE);
  });
}

/** What the suppressor makes of it. */
async function suppress(sound: Float32Array): Promise<Float32Array> {
  const suppressor = await NoiseSuppressor.create(rnnoiseWasm());
  const clean = new Float32Array(sound.length);
  for (let from = 0; from < sound.length; from += PIECE) {
    suppressor.pass(sound.subarray(from, from + PIECE), clean.subarray(from, from + PIECE));
  }
  suppressor.dispose();
  return clean;
}

describe('neural noise suppression', () => {
  it('takes the noise away and leaves the voice', async () => {
    const voice = syntheticSpeech(SPOKEN_S);
    const quiet = QUIET_S * SPEECH_RATE;
    const noise = fanNoise(voice.length + 2 * quiet);
    const loudness = rms(voice) / rms(noise) / 10 ** (SNR_DB / 20);
    const mixed = noise.map((sample, index) => loudness * sample + (voice[index - quiet] ?? 0));
    const clean = await suppress(mixed);

    // Before anybody speaks, once it has heard the noise for a second; and after.
    const before = [quiet / 2, quiet] as const;
    const after = [mixed.length - quiet / 2, mixed.length] as const;
    for (const [from, to] of [before, after]) {
      const attenuation = attenuationDb(mixed.subarray(from, to), clean.subarray(from, to));
      expect(attenuation).toBeGreaterThan(MIN_ATTENUATION_DB);
    }
    const delay = delayOf(voice, clean.subarray(quiet), 1_500, SPEECH_RATE / 4);
    // No later than what people take for at once.
    expect(delay / SPEECH_RATE).toBeLessThan(0.025);
    const heard = clean.subarray(quiet + delay, quiet + delay + voice.length);
    expect(correlation(voice, heard)).toBeGreaterThan(0.9);
    expect(Math.abs(attenuationDb(voice, heard))).toBeLessThan(3);
  });

  it('is silent at once when the microphone is, and has no last words when it is back', async () => {
    const suppressor = await NoiseSuppressor.create(rnnoiseWasm());
    const voice = syntheticSpeech(1);
    const out = new Float32Array(PIECE);
    for (let from = 0; from + PIECE <= voice.length / 2; from += PIECE)
      suppressor.pass(voice.subarray(from, from + PIECE), out);
    expect(rms(out)).toBeGreaterThan(0);
    suppressor.pass(new Float32Array(PIECE), out);
    expect(rms(out)).toBe(0);
    // What was waiting when it was muted is not said afterwards: the first frame takes a while.
    for (let count = 0; count < 3; count++) {
      suppressor.pass(new Float32Array(PIECE).fill(1e-6), out);
      expect(rms(out)).toBe(0);
    }
    suppressor.dispose();
  });
});
