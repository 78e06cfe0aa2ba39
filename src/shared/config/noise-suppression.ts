/**
 * What takes the noise off the microphone: the browser's own means, a neural network of ours, or
 * nothing.
 */
export const NOISE_SUPPRESSIONS = ['browser', 'neural', 'off'] as const;
export type NoiseSuppression = (typeof NOISE_SUPPRESSIONS)[number];

/** The same of a setting of before there was a choice. */
export function noiseSuppressionOf(isOn: boolean): NoiseSuppression {
  return isOn ? 'browser' : 'off';
}
