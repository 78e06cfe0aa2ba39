// Sound that is made like speech, and is the same every time: a buzz as of vocal folds, whose pitch
// falls over each phrase, through resonators that glide from vowel to vowel, with hisses between
// syllables and pauses between phrases (source and filter, as in Fant's theory of speech).

/** Samples a second, everywhere here. */
export const SPEECH_RATE = 48_000;

/** Formants in Hz: a i o e u, by a man's voice. */
const VOWELS: readonly (readonly [number, number, number])[] = [
  [730, 1_090, 2_440],
  [270, 2_290, 3_010],
  [570, 840, 2_410],
  [530, 1_840, 2_480],
  [300, 870, 2_240],
];
const BANDWIDTHS_HZ = [80, 100, 140];
const SYLLABLE_S = 0.19;
/** Part of a syllable in which it hisses instead. */
const HISS_SHARE = 0.22;
const SYLLABLES_A_PHRASE = 7;
const PAUSE_S = 0.35;
const PEAK = 0.5;

/** Lehmer's generator with Park and Miller's multiplier: -0.5 to 0.5. */
export function noiseSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 0x7fff_ffff;
    return state / 0x7fff_ffff - 0.5;
  };
}

/** Two poles at `hz`, as strong whatever their place. */
class Resonator {
  private one = 0;
  private two = 0;

  constructor(private readonly bandwidthHz: number) {}

  pass(sample: number, hz: number): number {
    const radius = Math.exp((-Math.PI * this.bandwidthHz) / SPEECH_RATE);
    const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / SPEECH_RATE);
    const gain = 1 - turn + radius * radius;
    const out = gain * sample + turn * this.one - radius * radius * this.two;
    this.two = this.one;
    this.one = out;
    return out;
  }
}

const PHRASE_S = SYLLABLES_A_PHRASE * SYLLABLE_S + PAUSE_S;

/** So many seconds of it, at most 0.5 to either side. */
export function syntheticSpeech(seconds: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * SPEECH_RATE));
  const formants = BANDWIDTHS_HZ.map((bandwidth) => new Resonator(bandwidth));
  const hissing = new Resonator(1_800);
  const draw = noiseSource(7);
  let phase = 0;
  for (let index = 0; index < samples.length; index++) {
    const phraseS = (index / SPEECH_RATE) % PHRASE_S;
    const syllable = Math.floor(phraseS / SYLLABLE_S);
    const within = phraseS / SYLLABLE_S - syllable;
    const isPause = syllable >= SYLLABLES_A_PHRASE;
    const isHiss = !isPause && within < HISS_SHARE && syllable % 2 === 1;
    const pitchHz = 135 - 35 * (phraseS / PHRASE_S) + 4 * Math.sin(2 * Math.PI * 5 * phraseS);
    phase = (phase + pitchHz / SPEECH_RATE) % 1;
    const loudness = isPause ? 0 : Math.sin(Math.PI * Math.min(1, within)) ** 0.7;
    // Open for the first part of each turn, and shut abruptly.
    const glottis = phase < 0.6 ? Math.sin((Math.PI * phase) / 0.6) ** 2 * (phase / 0.6) : 0;
    const source = isHiss || isPause ? 0 : loudness * (glottis - 0.18);
    const voiced = formants.reduce((sound, formant, place) => {
      return sound + formant.pass(source, formantHz(phraseS, place)) / (1 + 1.2 * place);
    }, 0);
    const hiss = hissing.pass(isHiss ? loudness * draw() : 0, 5_200);
    samples[index] = voiced + 0.5 * hiss;
  }
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return samples.map((sample) => (sample * PEAK) / peak);
}

/** Glides from the vowel of one syllable to that of the next. */
function formantHz(phraseS: number, place: number): number {
  const at = phraseS / SYLLABLE_S;
  const index = Math.floor(at);
  const from = VOWELS[(index * 3) % VOWELS.length][place];
  const to = VOWELS[((index + 1) * 3) % VOWELS.length][place];
  const glide = Math.max(0, (at - index - 0.6) / 0.4);
  return from + (to - from) * glide;
}
