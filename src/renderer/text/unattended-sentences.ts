import type { UnseenAnswer } from '../call/unattended-call';
import { clockTime } from './clock-time';
import { durationText } from './duration-text';

/** A call that answered itself was ended, as nobody was there. */
export function endedUnattendedSentence(caller: string): string {
  return `The call with ${caller} had answered itself, and was ended: nobody was here for 10 minutes.`;
}

/** For whoever comes back. */
export function unseenAnswerSentence({ caller, atMs, durationMs }: UnseenAnswer): string {
  const time = clockTime(atMs);
  return `While you were away, ${caller} was answered by itself at ${time}, for ${durationText(durationMs)}.`;
}
