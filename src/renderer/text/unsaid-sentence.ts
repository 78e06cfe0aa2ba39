import type { RequestFailure } from '../../shared/protocol/reasons';
import { refusalSentence } from './refusal-sentences';

/** A line waited for the connection, and then was refused. `to`: `null`: it was for all. */
export function unsaidSentence(reason: RequestFailure, to: string | null): string {
  return `A line that waited could not be said. ${refusalSentence(reason, to ?? undefined)}`;
}
