import wasmUrl from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url&no-inline';

/** Web Audio's. */
const PIECE_SAMPLES = 128;
/** The first ones have it compiled. */
const ROUNDS = 15;
/** A tenth of a second of sound each: some 3 ms of work. */
const PIECES_A_ROUND = 38;

/**
 * The share of a processor core that neural suppression would take, by trying it: nobody's sound is
 * needed for that. The best of several rounds, since other programs run, too.
 *
 * @throws where it cannot run in this browser.
 */
export async function measureNoiseCost(): Promise<number> {
  const { NoiseSuppressor, SUPPRESSOR_RATE } = await import('../workers/noise-suppressor');
  const response = await fetch(wasmUrl);
  const suppressor = await NoiseSuppressor.create(await response.arrayBuffer());
  const piece = new Float32Array(PIECE_SAMPLES);
  const output = new Float32Array(PIECE_SAMPLES);
  let bestMs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startMs = performance.now();
    for (let count = 0; count < PIECES_A_ROUND; count++) {
      for (let index = 0; index < PIECE_SAMPLES; index++) piece[index] = Math.random() - 0.5;
      suppressor.pass(piece, output);
    }
    bestMs = Math.min(bestMs, performance.now() - startMs);
  }
  suppressor.dispose();
  return bestMs / (((PIECES_A_ROUND * PIECE_SAMPLES) / SUPPRESSOR_RATE) * 1_000);
}
