import { NoiseSuppressor } from '../../src/renderer/workers/noise-suppressor';
import { rnnoiseWasm } from '../helpers/rnnoise-wasm';
import { noiseSource, SPEECH_RATE, syntheticSpeech } from '../helpers/synthetic-speech';
import { atMost, type BenchSection, median } from './bench-bar';

/** Web Audio's. */
const PIECE_SAMPLES = 128;
const SECONDS = 8;
const ROUNDS = 5;
/** The share of a processor core that a clean microphone may cost. */
const MAX_SHARE = 0.05;
/** Loudness of the noise, of samples -1 to 1. */
const NOISE = 0.05;

/**
 * What taking the noise off a voice costs: processor time, by this process's own count, to the time
 * that the sound takes.
 */
export async function runSoundBench(): Promise<BenchSection> {
  const draw = noiseSource(3);
  const voice = syntheticSpeech(SECONDS).map((sample) => sample + NOISE * draw());
  const suppressor = await NoiseSuppressor.create(rnnoiseWasm());
  const output = new Float32Array(PIECE_SAMPLES);
  const round = (): number => {
    const before = process.cpuUsage();
    for (let from = 0; from + PIECE_SAMPLES <= voice.length; from += PIECE_SAMPLES)
      suppressor.pass(voice.subarray(from, from + PIECE_SAMPLES), output);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / (voice.length / SPEECH_RATE);
  };
  // The first one has it compiled.
  round();
  const share = median(Array.from({ length: ROUNDS }, round));
  suppressor.dispose();
  const name = { id: 'N1', what: 'neural noise suppression: share of a core', unit: 'ratio' };
  return {
    rows: [
      {
        what: 'neural noise suppression, a second of sound',
        grid: `${SPEECH_RATE / 1_000} kHz`,
        value: share * 1_000,
        unit: 'ms CPU',
      },
    ],
    bars: [atMost(MAX_SHARE, name, [{ value: share, note: 'RNNoise' }])],
  };
}
