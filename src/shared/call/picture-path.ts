// Whether a path carries video. Where it does not, what arrives of it is a smear that changes every
// few seconds, and it takes the place of the sound: then the picture goes as text instead, and
// video is tried again now and then. Pure: one step a second.

/** How the sent picture fared in the last second. */
export interface PathSample {
  /** What of it arrived, says the other end. */
  readonly receivedKbps: number;
  readonly receivedFps: number;
  /** What was sent. */
  readonly sentFps: number;
  /** Share of the sent packets that were lost, 0 to 1. */
  readonly lossShare: number;
  /** `null`: not known. */
  readonly roundTripMs: number | null;
  /** Nothing at all came from the remote end, not even a word about the picture that was sent. */
  readonly isBroken: boolean;
  /** Whether a packet of the text picture is there and back quickly; of no meaning with video. */
  readonly isQuick: boolean;
}

/** `probe`: the picture goes as text, and video is tried beside it. */
export type PathMode = 'video' | 'text' | 'probe';

export interface PathState {
  readonly mode: PathMode;
  /** Bad seconds less good ones; while probing, good ones in a row, or bad ones below 0. */
  readonly count: number;
  readonly secondsInMode: number;
  /** How long the next try has to wait: longer each time that one fails. */
  readonly waitS: number;
  /** Seconds in which a call that begins, or is back after a break, is not judged yet. */
  readonly graceS: number;
  /** Seconds of video since the last try succeeded. */
  readonly videoS: number;
}

/** Less is no picture any more. */
const STARVED_KBPS = 30;
const STARVED_FPS = 5;
const STARVED_S = 3;

/** What tells a thin path from a slow computer, or from a wall that costs next to nothing. */
const LOSSY_SHARE = 0.1;
const LATE_MS = 500;
const ARRIVED_SHARE = 0.25;

/** Codecs are chosen and first pictures made: nothing arrives, and that means nothing. */
const GRACE_S = 6;

/**
 * A path on which nothing passes is no thin one, and text would not pass it either. What is told
 * when it is back is told of the break, and the encoder needs a moment.
 */
const BREAK_GRACE_S = 4;

/** It has to be well above what starves, for longer than a lull lasts. */
const CARRIED_FPS = 10;
const CARRIED_S = 3;
/** An encoder that begins again takes a moment for its first picture. */
const PROBE_START_S = 2;
const PROBE_S = 9;
/**
 * A try in vain costs the sound some ten seconds: what was lost of it is sent again and again.
 * Without a sign that the path is better it is made rarely.
 */
const FIRST_WAIT_S = 32;
const LONGEST_WAIT_S = 128;
/** Of the wait, where text comes and goes as quickly as if nothing were in its way. */
const QUICK_SHARE = 1 / 8;
/** A path that carries video for so long is a good one again. */
const FORGIVEN_S = 60;

export const FIRST_PATH: PathState = {
  mode: 'video',
  count: 0,
  secondsInMode: 0,
  waitS: FIRST_WAIT_S,
  graceS: GRACE_S,
  videoS: 0,
};

/** Whether the network keeps the picture from arriving. */
export function isStarving(sample: PathSample): boolean {
  const { receivedKbps, receivedFps, sentFps, lossShare, roundTripMs } = sample;
  const isPoor = receivedFps < STARVED_FPS || receivedKbps < STARVED_KBPS;
  // A computer that is short of time is late as well, but it sends less, too, and loses nothing.
  const isHeldUp = (roundTripMs ?? 0) >= LATE_MS && receivedFps < sentFps * ARRIVED_SHARE;
  const isCutOff = receivedFps === 0 && sentFps >= CARRIED_FPS;
  return isPoor && (lossShare >= LOSSY_SHARE || isHeldUp || isCutOff);
}

/**
 * What to do after another second. `null`: nothing is known of it, or there is nothing to be seen.
 */
export function stepPath(state: PathState, sample: PathSample | null): PathState {
  if (sample?.isBroken === true) return stepBreak(state);
  const graceS = Math.max(0, state.graceS - 1);
  const next = { ...state, secondsInMode: state.secondsInMode + 1, graceS };
  if (state.graceS > 0) return next;
  switch (state.mode) {
    case 'video':
      return sample === null ? { ...next, count: 0 } : stepVideo(next, isStarving(sample));
    case 'text':
      return stepText(next, sample?.isQuick ?? false);
    case 'probe':
      return stepProbe(next, sample);
  }
}

/** It goes on where it was, but what was counted until then is of another path. */
function stepBreak(state: PathState): PathState {
  const graceS = Math.max(state.graceS, BREAK_GRACE_S);
  return {
    ...state,
    count: 0,
    graceS,
    secondsInMode: state.mode === 'text' ? state.secondsInMode : 0,
  };
}

function stepVideo(state: PathState, isBad: boolean): PathState {
  const count = Math.max(0, state.count + (isBad ? 1 : -1));
  if (count >= STARVED_S) return enter(state, 'text');
  const videoS = state.videoS + 1;
  return { ...state, count, videoS, waitS: videoS >= FORGIVEN_S ? FIRST_WAIT_S : state.waitS };
}

function stepText(state: PathState, isQuick: boolean): PathState {
  const waitS = isQuick ? state.waitS * QUICK_SHARE : state.waitS;
  return state.secondsInMode >= waitS ? enter(state, 'probe') : state;
}

function stepProbe(state: PathState, sample: PathSample | null): PathState {
  if (state.secondsInMode <= PROBE_START_S) return state;
  const isGood = sample !== null && !isStarving(sample) && sample.receivedFps >= CARRIED_FPS;
  const count = isGood ? Math.max(0, state.count) + 1 : Math.min(0, state.count) - 1;
  if (count >= CARRIED_S) return { ...enter(state, 'video'), videoS: 0 };
  if (count > -STARVED_S && state.secondsInMode < PROBE_S) return { ...state, count };
  return { ...enter(state, 'text'), waitS: Math.min(LONGEST_WAIT_S, state.waitS * 2) };
}

function enter(state: PathState, mode: PathMode): PathState {
  return { ...state, mode, count: 0, secondsInMode: 0 };
}
