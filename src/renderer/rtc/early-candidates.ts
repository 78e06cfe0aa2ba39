import { err, ok, type Result } from '../../shared/base/result';
import type { Signal } from '../../shared/protocol/messages';
import type { SignalError } from './peer-link';

type Candidate = Extract<Signal, { kind: 'candidate' }>;

/** Whom candidates are for. */
export interface CandidateTaker {
  /** Whether there is a description that they can belong to. */
  isDescribed(): boolean;
  /** Whether one names a media section of that description. */
  isPlaced(candidate: Candidate): boolean;
  pass(candidate: Candidate): Result<void, SignalError>;
}

/** Candidates that overtake the description which they belong to wait for it here. */
export class EarlyCandidates {
  private readonly waiting: Candidate[] = [];

  constructor(private readonly taker: CandidateTaker) {}

  take(candidate: Candidate): Result<void, SignalError> {
    const { taker } = this;
    if (!taker.isDescribed()) {
      this.waiting.push(candidate);
      return ok(undefined);
    }
    return taker.isPlaced(candidate) ? taker.pass(candidate) : err('rejected');
  }

  /** The description is there: passes those that waited, in their order. */
  release(): void {
    for (const candidate of this.waiting.splice(0)) this.take(candidate);
  }
}
