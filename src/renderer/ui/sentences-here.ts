import { type InputSentences, inputSentences } from '../text/input-sentences';
import { isTouchPointer } from './pointer';

/** For what one points with now. */
export function sentencesHere(): InputSentences {
  return inputSentences(isTouchPointer());
}
