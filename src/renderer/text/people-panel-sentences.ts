import type { NobodyFound } from '../chat/found-people';
import { refusalSentence } from './refusal-sentences';

/** Why the list of people is empty; '': it is not, or was not asked for yet. */
export function nobodyFoundSentence(why: NobodyFound | null): string {
  if (why === null) return '';
  return why === 'nobody' ? 'Nobody is here besides you.' : refusalSentence(why);
}

/** What the button does with somebody who was picked in the list. */
export function pickedPersonAction(name: string, isTalking: boolean): string {
  return `${isTalking ? 'Write to' : 'Call'} ${name}`;
}
