import { isSameServer } from '../signalling/server-address';
import type { Trust } from '../identity/trust';
import type { Presence } from '../protocol/messages';

/** Time to say no, seen and heard, before a camera goes on. */
const AUTO_ANSWER_COUNTDOWN_MS = 5_000;

/** A call that answered itself earlier. */
export interface AutoAnswered {
  readonly caller: string;
  readonly atMs: number;
}

/** How long somebody's calls may answer themselves, unless they always may: a working day. */
export const AUTO_ANSWER_TRUST_MS = 8 * 3_600_000;

/** Somebody whose calls may answer themselves: a name is one person's on one server only. */
export interface TrustedCaller {
  readonly name: string;
  /** ws:// or wss://. */
  readonly server: string;
  /** Milliseconds since the epoch, from when on they only ring; `null`: never. */
  readonly untilMs: number | null;
}

/** What the user wants of automatic answers, as the settings of these names have it. */
export interface AutoAnswerSettings {
  readonly autoanswer: boolean;
  readonly autoanswer_people: readonly TrustedCaller[];
}

export interface AutoAnswerContext {
  readonly settings: AutoAnswerSettings;
  /** Sanitised, as the server stamped it. */
  readonly caller: string;
  /** The server that they call over; `null`: there is none any more. */
  readonly server: string | null;
  /** The local user's. */
  readonly presence: Presence;
  /** Whether another call is on, or ringing. */
  readonly isInCall: boolean;
  /** Whether the screen is locked: nobody would see the countdown, nor the picture that is sent. */
  readonly isScreenLocked: boolean;
  /** Whether the caller sits at a web page, which takes a link and any name. */
  readonly isGuest: boolean;
  /** Whether the caller's program is not WebCRT: nothing proves who they are. */
  readonly isForeign: boolean;
  /** What the caller's name and key together are to the local user. */
  readonly trust: Trust;
  /** Earlier automatic answers; those of the last hour are enough. */
  readonly recent: readonly AutoAnswered[];
  readonly nowMs: number;
}

export type AutoAnswerDecision = 'ring' | { readonly countdownMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MAX_PER_HOUR = 5;

/** Whether the calls of somebody only ring by now. */
export function isOver({ untilMs }: Pick<TrustedCaller, 'untilMs'>, nowMs: number): boolean {
  return untilMs !== null && nowMs >= untilMs;
}

/** Case does not matter, look-alike letters do: whoever merely looks like Ann is not Ann. */
function sameName(a: string, b: string): boolean {
  return a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
}

/** Whether so many answered themselves lately that somebody may be playing with it. */
function isOverLimit({ caller, recent, nowMs }: AutoAnswerContext): boolean {
  const within = (windowMs: number): readonly AutoAnswered[] =>
    recent.filter(({ atMs }) => nowMs - atMs < windowMs);
  const fromCaller = within(MINUTE_MS).some((earlier) => sameName(earlier.caller, caller));
  return fromCaller || within(HOUR_MS).length >= MAX_PER_HOUR;
}

/**
 * Whether a call rings, or answers itself after a countdown. It answers itself only where the user
 * switched that on, named the caller on this very server (elsewhere anybody may have that name) for
 * a time that is not over, and has verified their key, is marked as available, has not locked the
 * screen, and is in no other call; at most once a minute per caller and five times an hour. A guest
 * is never answered.
 */
export function decideAutoAnswer(context: AutoAnswerContext): AutoAnswerDecision {
  const { settings, caller, server, presence, isInCall, isGuest, trust, nowMs } = context;
  const isNamed = settings.autoanswer_people.some(
    (person) =>
      sameName(person.name, caller) &&
      isSameServer(person.server, server) &&
      !isOver(person, nowMs),
  );
  if (!settings.autoanswer || !isNamed || trust !== 'verified') return 'ring';
  if (context.isForeign) return 'ring';
  if (presence !== 'available' || context.isScreenLocked || isInCall || isGuest) return 'ring';
  return isOverLimit(context) ? 'ring' : { countdownMs: AUTO_ANSWER_COUNTDOWN_MS };
}
