import type { PublicKey } from '../protocol/fields';
import type { CallEndReason, RequestFailure } from '../protocol/reasons';
import type { CallPhase, CallSummary } from './call-phase';
import type { ReachEventKind } from './connection';

export type CallDirection = CallSummary['direction'];

/** What the server says about a call that exists. */
export type ServerWord =
  | { readonly kind: 'ringing'; readonly callId: string }
  | {
      readonly kind: 'accepted';
      readonly callId: string;
      /** The callee's; left out: they have none. */
      readonly key?: PublicKey | undefined;
      /** By which gateway the callee came; left out: by none. */
      readonly via?: string | undefined;
    }
  /** They accepted, by another key than the local user knows them by. */
  | { readonly kind: 'wrong-key'; readonly callId: string }
  | {
      readonly kind: 'ended';
      readonly callId: string;
      readonly reason: CallEndReason;
      /** Sanitised. */
      readonly text: string | null;
    }
  | { readonly kind: 'interrupted'; readonly callId: string }
  | { readonly kind: 'resumed'; readonly callId: string };

/** All that a call knows of the connection with its partner. */
export interface PartnerState {
  /** `none`: it has not come yet. `up`: it is there, or may be again in a moment. */
  readonly media: 'none' | 'up' | 'lost';
  /** Whether there is a link that carries it. */
  readonly isFlowing: boolean;
  /** Links tried since it was lost. */
  readonly attempt: number;
}

/**
 * Everything that can happen to a call. `serial` names the call that an answer, a grant or a
 * connection belongs to; what belongs to an earlier one changes nothing.
 */
export type CallEvent =
  // The user. Names and texts are sanitised.
  | { readonly kind: 'place'; readonly peer: string }
  | { readonly kind: 'answer' }
  | { readonly kind: 'decline'; readonly text: string | null }
  | { readonly kind: 'hang-up' }
  /** An offer is to go out by pigeon. */
  | { readonly kind: 'pigeon-offer'; readonly callId: string }
  /** The answer to that came back. */
  | { readonly kind: 'pigeon-answered'; readonly peer: string; readonly key: PublicKey }
  /** An offer that came by pigeon is to be answered. */
  | {
      readonly kind: 'pigeon-answer';
      readonly callId: string;
      readonly peer: string;
      readonly key: PublicKey;
    }
  // Answers to what the effects asked for.
  | { readonly kind: 'invited'; readonly serial: number; readonly callId: string }
  | { readonly kind: 'invite-refused'; readonly serial: number; readonly reason: RequestFailure }
  | { readonly kind: 'accept-refused'; readonly serial: number; readonly reason: RequestFailure }
  // The server.
  | {
      readonly kind: 'incoming';
      readonly callId: string;
      readonly from: string;
      readonly isGuest: boolean;
      /** The caller's; left out: they have none. */
      readonly key?: PublicKey | undefined;
      /** By which gateway the caller came; left out: by none. */
      readonly via?: string | undefined;
    }
  /** A page that is no longer there was in this call. */
  | {
      readonly kind: 'restored';
      readonly callId: string;
      readonly peer: string;
      readonly direction: CallDirection;
      readonly key: PublicKey | null;
      /** By which gateway the other end came; `null`: by none. */
      readonly via: string | null;
    }
  | ServerWord
  // The connection to the server.
  | { readonly kind: 'server-lost' }
  /** Signed in (again); `callId`: the call the server has for us, `undefined`: not known. */
  | { readonly kind: 'server-found'; readonly callId: string | null | undefined }
  /** `isWished`: by the user; otherwise the server would not have us back. */
  | { readonly kind: 'signed-out'; readonly isWished: boolean }
  // The connection with the one partner that a call has.
  | { readonly kind: 'partner'; readonly serial: number; readonly partner: PartnerState }
  /** They closed it: mostly because they hung up. */
  | { readonly kind: 'partner-closed'; readonly serial: number }
  /** The media did not come, or did not come back, and nothing is tried any more. */
  | { readonly kind: 'partner-given-up'; readonly serial: number }
  /** Their program and this one have no codec in common. */
  | { readonly kind: 'partner-unplayable'; readonly serial: number }
  /** Somebody with another certificate than the one that the call is tied to wants to be in it. */
  | { readonly kind: 'impostor' }
  | { readonly kind: 'timer'; readonly timer: CallTimer };

/** `ring`: nobody answered, and the server did not say so. */
export const CALL_TIMERS = ['ring'] as const;
export type CallTimer = (typeof CALL_TIMERS)[number];

/** What the outside has to do. */
export type CallEffect =
  | { readonly kind: 'invite'; readonly serial: number; readonly to: string }
  | { readonly kind: 'say-ringing'; readonly callId: string }
  | { readonly kind: 'accept'; readonly serial: number; readonly callId: string }
  | {
      readonly kind: 'decline';
      readonly callId: string;
      readonly reason: 'declined' | 'busy';
      readonly text: string | null;
    }
  | { readonly kind: 'hang-up'; readonly callId: string }
  /** The user's own deed: ask for camera and microphone, which come when they come. */
  | { readonly kind: 'grant-media' }
  /** Let the connection with the partner make its links. */
  | { readonly kind: 'connect'; readonly callId: string }
  /** Tell it who can be reached over the server. */
  | { readonly kind: 'reach'; readonly what: ReachEventKind }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'start-timer'; readonly timer: CallTimer; readonly delayMs: number }
  | { readonly kind: 'stop-timer'; readonly timer: CallTimer }
  /** It is over: whatever timers run are stopped, and whatever was kept for it is forgotten. */
  | { readonly kind: 'ended'; readonly summary: CallSummary };

/** The phase that is shown, and what else has to be remembered to get from one to the next. */
export interface CallState {
  readonly phase: CallPhase;
  /** Counts the calls of this end, both placed and received. */
  readonly serial: number;
  readonly direction: CallDirection;
  /** The id of the call before: its stragglers must not start anything. */
  readonly lastCallId: string | null;
  /** The key of the other end, for as long as the call lasts; `null`: none, or not known yet. */
  readonly partnerKey: PublicKey | null;
  /**
   * By which gateway the other end came: their program is not WebCRT. `null`: by none, or not known
   * yet.
   */
  readonly partnerVia: string | null;
  /** How the connection with the partner stands. */
  readonly partner: PartnerState;
  readonly isServerReachable: boolean;
  readonly isPeerReachable: boolean;
  /**
   * The server has forgotten this call, yet its media still flows: it goes on until that ends, and
   * cannot be rebuilt.
   */
  readonly isOrphan: boolean;
  /**
   * No server knows of this call: what it was made with went by hand, and it lasts no longer than
   * its connection.
   */
  readonly isByPigeon: boolean;
  /** Words that overtook the answer to the invitation. */
  readonly early: readonly ServerWord[];
}

const NO_PARTNER: PartnerState = { media: 'none', isFlowing: false, attempt: 0 };

export const IDLE_CALL: CallState = {
  phase: { kind: 'idle' },
  serial: 0,
  direction: 'outgoing',
  lastCallId: null,
  partnerKey: null,
  partnerVia: null,
  partner: NO_PARTNER,
  isServerReachable: true,
  isPeerReachable: true,
  isOrphan: false,
  isByPigeon: false,
  early: [],
};

/** Where an event leads, and what to do on the way. */
export interface CallStep {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
}
