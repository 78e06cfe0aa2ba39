/** Root of the mean square of samples. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** How much quieter `after` is than `before`, in decibels. */
export function attenuationDb(before: Float32Array, after: Float32Array): number {
  return 20 * Math.log10(rms(before) / Math.max(rms(after), Number.MIN_VALUE));
}

/** Pearson's r of samples around zero, -1 to 1. */
export function correlation(one: Float32Array, other: Float32Array): number {
  let both = 0;
  for (const [index, sample] of one.entries()) both += sample * other[index];
  return both / (one.length * rms(one) * rms(other));
}

/** By how many samples, up to `most`, `heard` is behind `said`, judged by the first `length`. */
export function delayOf(
  said: Float32Array,
  heard: Float32Array,
  most: number,
  length: number,
): number {
  const head = said.subarray(0, length);
  let best = { correlation: -1, delay: 0 };
  for (let delay = 0; delay <= most; delay++) {
    const found = correlation(head, heard.subarray(delay, delay + length));
    if (found > best.correlation) best = { correlation: found, delay };
  }
  return best.delay;
}
