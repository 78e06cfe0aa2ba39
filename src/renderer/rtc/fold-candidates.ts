import type { Signal } from '../../shared/protocol/messages';
import { isCandidateAllowed } from './candidate-check';

type Description = Extract<Signal, { kind: 'description' }>;
type Candidate = Extract<Signal, { kind: 'candidate' }>;

const BEFORE_SECTION = /^(?=m=)/m;
const MID = /^a=mid:(\S+)\r?$/m;

function isFoldable(signal: Signal): signal is Candidate {
  // One that the other end may not take is said by itself: nothing else is refused with it.
  return (
    signal.kind === 'candidate' &&
    signal.candidate !== '' &&
    isCandidateAllowed(signal.candidate, false)
  );
}

/**
 * The same signals with the candidates as lines of the description before them (RFC 8839, 5.1),
 * where they name a section of it. Whoever held them back says all at once then, and each end has
 * one signature to make and to check instead of one each.
 */
export function foldCandidates(signals: readonly Signal[]): readonly Signal[] {
  const description = signals.find((each): each is Description => each.kind === 'description');
  if (description === undefined) return signals;
  const [session = '', ...sections] = description.sdp.split(BEFORE_SECTION);
  const mids = sections.map((section) => MID.exec(section)?.[1] ?? null);
  const folded = signals
    .slice(signals.indexOf(description))
    .filter(
      (each): each is Candidate =>
        isFoldable(each) && each.sdpMid !== null && mids.includes(each.sdpMid),
    );
  const linesOf = (mid: string | null): string =>
    folded
      .filter(({ sdpMid }) => sdpMid !== null && sdpMid === mid)
      .map(({ candidate }) => `a=${candidate}\r\n`)
      .join('');
  const sdp = session + sections.map((section, index) => section + linesOf(mids[index])).join('');
  return signals
    .filter((each) => !folded.some((candidate) => candidate === each))
    .map((each) => (each === description ? { ...description, sdp } : each));
}
