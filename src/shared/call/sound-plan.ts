// How a voice is sent: how often each piece of it, and at which price.

/** What is known of the path that a voice takes. */
export interface SoundFacts {
  /** Whether it is too thin for video, so that everything else has to be small, too. */
  readonly isThin: boolean;
  /** Share of the voice's packets that the remote end did not get, 0 to 1, as it last said. */
  readonly lossShare: number;
}

/** What the sender of a voice is told. */
export interface SoundPlan {
  /**
   * How many of the packets that follow say each piece of sound again (RFC 2198). It is lost only
   * when all of them are.
   */
  readonly copies: 0 | 1 | 2 | 3;
  /** Half the price, in longer packets. */
  readonly isThrifty: boolean;
}

/** A plan, and for how many samples there has been less need. */
export interface SoundState {
  readonly plan: SoundPlan;
  readonly calmSamples: number;
}

/** One copy from the first packet on takes most clicks, at a third of a small picture's price. */
const USUAL: SoundPlan = { copies: 1, isThrifty: false };
/** Copies would take what the sound itself does not find room for. */
const THIN: SoundPlan = { copies: 0, isThrifty: true };
const LOSSY: SoundPlan = { copies: 2, isThrifty: false };
const VERY_LOSSY: SoundPlan = { copies: 3, isThrifty: false };

/** From there on two losses in a row, which one copy does not survive, are no chance any more. */
const LOSSY_SHARE = 0.03;
/** The same for three: of a fifth, one packet in 125 would still be missing. */
const VERY_LOSSY_SHARE = 0.12;
/** Seconds of less loss until fewer copies are enough again: bad radio comes and goes. */
const CALM_SAMPLES = 30;

export const FIRST_SOUND: SoundState = { plan: USUAL, calmSamples: 0 };

/** The plan from now on; to be asked every second. The same object while nothing changes. */
export function nextSound(before: SoundState, { isThin, lossShare }: SoundFacts): SoundState {
  if (isThin) return settle(before, THIN, 0);
  const plan = planFor(lossShare);
  // More at once, and less only when it has been too much for a while.
  const calmSamples = before.calmSamples + 1;
  const isStill = plan.copies < before.plan.copies && calmSamples < CALM_SAMPLES;
  return isStill ? { plan: before.plan, calmSamples } : settle(before, plan, 0);
}

function planFor(lossShare: number): SoundPlan {
  if (lossShare >= VERY_LOSSY_SHARE) return VERY_LOSSY;
  return lossShare >= LOSSY_SHARE ? LOSSY : USUAL;
}

function settle(before: SoundState, plan: SoundPlan, calmSamples: number): SoundState {
  const isSame = before.plan === plan && before.calmSamples === calmSamples;
  return isSame ? before : { plan, calmSamples };
}
