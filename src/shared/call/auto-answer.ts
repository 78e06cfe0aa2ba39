import { isSameServer } from '../signalling/server-address';
import type { Trust } from '../identity/trust';
import type { Presence } from '../protocol/messages';

/** Time to say no, seen and heard, before a camera goes on. */
export const AUTO_ANSWER_COUNTDOWN_MS = 5_000;

/** A call that answered itself earlier. */
export interface AutoAnswered {
  readonly caller: string;
  readonly atMs: number;
}

/** What the user wants of automatic answers, as the settings of these names have it. */
export interface AutoAnswerSettings {
  readonly autoanswer: boolean;
  /** `server` is ws:// or wss://. */
  readonly autoanswer_people: readonly { readonly name: string; readonly server: string }[];
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
  /** Whether the caller sits at a web page, which takes a link and any name. */
  readonly isGuest: boolean;
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
 * switched that on, named the caller on this very server (elsewhere anybody may have that name) and
 * has verified their key, is marked as available, and is in no other call; at most once a minute
 * per caller and five times an hour. A guest is never answered.
 */
export function decideAutoAnswer(context: AutoAnswerContext): AutoAnswerDecision {
  const { settings, caller, server, presence, isInCall, isGuest, trust } = context;
  const isNamed = settings.autoanswer_people.some(
    (person) => sameName(person.name, caller) && isSameServer(person.server, server),
  );
  if (!settings.autoanswer || !isNamed || trust !== 'verified') return 'ring';
  if (presence !== 'available' || isInCall || isGuest) return 'ring';
  return isOverLimit(context) ? 'ring' : { countdownMs: AUTO_ANSWER_COUNTDOWN_MS };
}
