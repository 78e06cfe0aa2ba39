import { measureNoiseCost } from './noise-cost';
import type { SentMicrophone, SuppressionState } from './sent-microphone';

/** What takes the noise away, with its cost also while no microphone is on: then by trying it. */
export async function suppressionNow(
  microphone: Pick<SentMicrophone, 'state' | 'settled'>,
  measure: () => Promise<number> = measureNoiseCost,
): Promise<SuppressionState> {
  await microphone.settled();
  const { state } = microphone;
  if (state.used !== 'neural' || state.costShare !== null) return state;
  try {
    return { ...state, costShare: await measure() };
  } catch {
    return { ...state, used: 'browser' };
  }
}
