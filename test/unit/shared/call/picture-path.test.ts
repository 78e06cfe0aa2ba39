import { describe, expect, it } from 'vitest';
import {
  FIRST_PATH,
  isStarving,
  type PathSample,
  type PathState,
  stepPath,
} from '../../../../src/shared/call/picture-path';

const GOOD: PathSample = {
  receivedKbps: 120,
  receivedFps: 30,
  sentFps: 30,
  lossShare: 0,
  roundTripMs: 40,
  isBroken: false,
  isQuick: false,
};
/**
 * A cable is pulled, or the other machine sleeps: the last that was heard of my picture grows old.
 */
const BROKEN: PathSample = { ...GOOD, receivedKbps: 0, receivedFps: 0, isBroken: true };
const BAD: PathSample = { ...GOOD, receivedKbps: 19, receivedFps: 3, lossShare: 0.4 };

/** A call that has begun. */
const BEGUN: PathState = { ...FIRST_PATH, graceS: 0 };

/** The modes after each of these seconds. */
function modes(samples: readonly (PathSample | null)[], from: PathState = BEGUN): string[] {
  let state = from;
  return samples.map((sample) => (state = stepPath(state, sample)).mode);
}

function after(samples: readonly (PathSample | null)[], from: PathState = BEGUN): PathState {
  return samples.reduce(stepPath, from);
}

const seconds = <T>(count: number, sample: T): T[] => Array.from({ length: count }, () => sample);

describe('isStarving', () => {
  it.each([
    ['plenty', {}, false],
    ['under 30 kbit/s with losses', { receivedKbps: 29, lossShare: 0.1 }, true],
    ['under 5 frames a second with losses', { receivedFps: 4, lossShare: 0.1 }, true],
    ['frames that arrive late, if at all', { receivedFps: 3, roundTripMs: 500 }, true],
    ['late, but all there', { receivedKbps: 29, roundTripMs: 500 }, false],
    ['a computer that cannot draw more', { receivedFps: 3, sentFps: 15 }, false],
    ['a computer that is short of time', { receivedFps: 3, sentFps: 6, roundTripMs: 900 }, false],
    ['a wall, which costs next to nothing', { receivedKbps: 8 }, false],
    ['a computer that cannot encode more', { receivedFps: 3, sentFps: 3 }, false],
    ['losses that do not show', { lossShare: 0.2 }, false],
    ['nothing at all', { receivedKbps: 0, receivedFps: 0 }, true],
  ])('is, or not: %s', (_, change, expected) => {
    expect(isStarving({ ...GOOD, ...change })).toBe(expected);
  });
});

describe('a path', () => {
  it('carries video until it has starved for three seconds', () => {
    expect(modes([GOOD, BAD, BAD, BAD])).toEqual(['video', 'video', 'video', 'text']);
  });

  it('is not judged while a call begins', () => {
    expect(modes([...seconds(6, BAD), GOOD, BAD, BAD, BAD], FIRST_PATH)).toEqual([
      ...seconds(9, 'video'),
      'text',
    ]);
  });

  it('is not given up for a moment', () => {
    expect(modes([BAD, BAD, GOOD, BAD, GOOD, BAD, GOOD])).toEqual(seconds(7, 'video'));
    expect(modes([BAD, BAD, null, BAD, BAD])).toEqual(seconds(5, 'video'));
  });

  it('is given up when it is bad more often than not', () => {
    expect(modes([BAD, BAD, GOOD, BAD, BAD]).at(-1)).toBe('text');
  });

  it('is not taken for a thin one while nothing passes at all, nor for what is told of that later', () => {
    const cut = [...seconds(5, BROKEN), ...seconds(3, { ...BAD, receivedFps: 0 }), GOOD, GOOD];
    expect(modes(cut)).toEqual(seconds(10, 'video'));
    expect(modes(seconds(40, BROKEN))).toEqual(seconds(40, 'video'));
    expect(modes([BAD, BAD, BROKEN, ...seconds(4, GOOD), BAD, BAD])).toEqual(seconds(9, 'video'));
  });

  it('is a thin one when it is back, and thin', () => {
    expect(modes([...seconds(5, BROKEN), ...seconds(7, BAD)]).at(-1)).toBe('text');
  });

  it('is tried to the end when a break comes between', () => {
    const probe = after(seconds(32, BAD), after(seconds(3, BAD)));
    const cut = [...seconds(12, BROKEN), ...seconds(4, GOOD), ...seconds(5, GOOD)];
    expect(modes(cut, probe).at(-1)).toBe('video');
  });

  it('is tried again, and carries video after three good seconds', () => {
    const text = after(seconds(3, BAD));
    expect(modes(seconds(32, GOOD), text)).toEqual([...seconds(31, 'text'), 'probe']);
    const probe = after(seconds(32, GOOD), text);
    expect(modes(seconds(5, GOOD), probe)).toEqual([...seconds(4, 'probe'), 'video']);
  });

  it('is tried sooner when text passes it quickly', () => {
    const text = after(seconds(3, BAD));
    const quick = { ...GOOD, isQuick: true };
    expect(modes(seconds(4, quick), text)).toEqual(['text', 'text', 'text', 'probe']);
  });

  it('is not taken for a good one because a picture comes through now and then', () => {
    const probe = after(seconds(32, BAD), after(seconds(3, BAD)));
    expect(probe.mode).toBe('probe');
    const lull = { ...GOOD, receivedFps: 9 };
    const changing = [GOOD, GOOD, GOOD, GOOD, BAD, GOOD, lull, GOOD, GOOD];
    expect(modes(changing, probe)).toEqual([...seconds(8, 'probe'), 'text']);
  });

  it('is not burdened with a try that has failed already', () => {
    const probe = after(seconds(32, BAD), after(seconds(3, BAD)));
    expect(modes(seconds(5, BAD), probe)).toEqual([...seconds(4, 'probe'), 'text']);
  });

  it('is tried less and less often, but never not at all', () => {
    let state = after(seconds(3, BAD));
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      let waited = 0;
      for (; state.mode === 'text'; waited++) state = stepPath(state, null);
      waits.push(waited);
      while (state.mode === 'probe') state = stepPath(state, null);
    }
    expect(waits).toEqual([32, 64, 128, 128, 128, 128]);
  });

  it('is forgiven after a minute of video', () => {
    const probeAgain = (state: PathState): PathState =>
      after(seconds(5, BAD), after(seconds(32, null), state));
    const failed = probeAgain(after(seconds(3, BAD)));
    const back = { ...failed, mode: 'video' as const, videoS: 0 };
    expect(after(seconds(59, GOOD), back).waitS).toBe(64);
    expect(after(seconds(60, GOOD), back).waitS).toBe(32);
  });
});
