import { describe, expect, it } from 'vitest';
import { FIRST_SOUND, nextSound, type SoundState } from '../../../../src/shared/call/sound-plan';

const FINE = { isThin: false, lossShare: 0 };
const LOSSY = { isThin: false, lossShare: 0.1 };
const VERY_LOSSY = { isThin: false, lossShare: 0.2 };
const THIN = { isThin: true, lossShare: 0.2 };

function after(state: SoundState, seconds: number, facts: typeof FINE): SoundState {
  let next = state;
  for (let second = 0; second < seconds; second++) next = nextSound(next, facts);
  return next;
}

describe('the plan of how a voice is sent', () => {
  it('says everything once more from the start, and goes on so on a good path', () => {
    expect(FIRST_SOUND.plan).toEqual({ copies: 1, isThrifty: false });
    expect(after(FIRST_SOUND, 100, FINE)).toBe(FIRST_SOUND);
  });

  it('says it twice more as soon as packets are lost, and for half a minute after', () => {
    const lossy = nextSound(FIRST_SOUND, LOSSY);
    expect(lossy.plan).toEqual({ copies: 2, isThrifty: false });
    expect(after(lossy, 29, FINE).plan.copies).toBe(2);
    expect(after(lossy, 30, FINE)).toEqual(FIRST_SOUND);
    // Loss that comes and goes begins the half minute anew.
    const again = nextSound(after(lossy, 29, FINE), LOSSY);
    expect(after(again, 29, FINE).plan.copies).toBe(2);
  });

  it('says it three times more where a fifth is lost, and fewer times one after the other', () => {
    const state = nextSound(FIRST_SOUND, VERY_LOSSY);
    expect(state.plan).toEqual({ copies: 3, isThrifty: false });
    expect(after(state, 29, LOSSY).plan.copies).toBe(3);
    const less = after(state, 30, LOSSY);
    expect(less.plan.copies).toBe(2);
    expect(after(less, 1, VERY_LOSSY).plan.copies).toBe(3);
  });

  it('takes a loss now and then for what one copy is there for', () => {
    expect(nextSound(FIRST_SOUND, { isThin: false, lossShare: 0.02 })).toBe(FIRST_SOUND);
  });

  it('repeats nothing where the path has no room, whatever is lost there', () => {
    const thin = nextSound(nextSound(FIRST_SOUND, LOSSY), THIN);
    expect(thin.plan).toEqual({ copies: 0, isThrifty: true });
    expect(nextSound(thin, THIN)).toBe(thin);
    expect(nextSound(thin, FINE)).toEqual(FIRST_SOUND);
  });
});
