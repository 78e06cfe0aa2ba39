import { describe, expect, it } from 'vitest';
import { EarlyCandidates } from '../../../../src/renderer/rtc/early-candidates';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { err, ok } from '../../../../src/shared/base/result';

type Candidate = Extract<Signal, { kind: 'candidate' }>;

function candidate(sdpMid: string): Candidate {
  return { kind: 'candidate', generation: 1, candidate: 'a', sdpMid, sdpMLineIndex: 0 };
}

/** Of a description with one section, `0`. */
function takeCandidates() {
  const state = { isDescribed: false };
  const passed: Candidate[] = [];
  const early = new EarlyCandidates({
    isDescribed: () => state.isDescribed,
    isPlaced: ({ sdpMid }) => sdpMid?.startsWith('0') === true,
    pass: (each) => {
      passed.push(each);
      return ok(undefined);
    },
  });
  return { state, passed, early };
}

describe('candidates', () => {
  it('pass at once where their description is there', () => {
    const { state, passed, early } = takeCandidates();
    state.isDescribed = true;
    expect(early.take(candidate('0'))).toEqual(ok(undefined));
    expect(passed).toEqual([candidate('0')]);
  });

  it('wait for their description, and pass once, in their order', () => {
    const { state, passed, early } = takeCandidates();
    expect(early.take(candidate('0'))).toEqual(ok(undefined));
    early.take(candidate('0b'));
    expect(passed).toEqual([]);
    state.isDescribed = true;
    early.release();
    early.release();
    expect(passed).toEqual([candidate('0'), candidate('0b')]);
  });

  it('of a section that is not in the description are refused, also those that waited', () => {
    const { state, passed, early } = takeCandidates();
    early.take(candidate('9'));
    state.isDescribed = true;
    early.release();
    expect(early.take(candidate('9'))).toEqual(err('rejected'));
    expect(passed).toEqual([]);
  });
});
