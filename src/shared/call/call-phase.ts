import type { ConnectionStatus } from './participant';
import type { CallEndReason, RequestFailure } from '../protocol/reasons';

/**
 * Why a call is over, from this end: what the server said, a refusal, media that never came, a
 * program with which there can be none, somebody else (by their certificate) where the other end
 * was, or whoever accepted is by their key not the one whom the local user knows.
 */
export type CallOutcome =
  CallEndReason | RequestFailure | 'media-failed' | 'nothing-shared' | 'impostor' | 'key-changed';

/** The stages of a one-to-one call, as this end sees them. `peer` is always a sanitised name. */
export type CallPhase =
  | { readonly kind: 'idle' }
  /** The invitation is out; `ringing` once the other app said that it rings. */
  | {
      readonly kind: 'outgoing';
      readonly peer: string;
      readonly callId: string | null;
      readonly isRinging: boolean;
    }
  /** An offer is out by pigeon: whoever answers it is not known yet. */
  | { readonly kind: 'pigeon'; readonly callId: string }
  | {
      readonly kind: 'incoming';
      readonly peer: string;
      readonly callId: string;
      /** The caller sits at a web page, as the server says. */
      readonly isGuest: boolean;
      /** By which gateway the caller came, as the server says; left out: by none. */
      readonly via?: string | undefined;
    }
  /** Accepted; the peer connection is being made. */
  | { readonly kind: 'connecting'; readonly peer: string; readonly callId: string }
  | {
      readonly kind: 'live';
      readonly peer: string;
      readonly callId: string;
      readonly sinceMs: number;
    }
  /** The picture stopped because the network did; a new peer connection is being made. */
  | {
      readonly kind: 'reconnecting';
      readonly peer: string;
      readonly callId: string;
      readonly sinceMs: number;
      readonly attempt: number;
      /**
       * Their connection to the server broke as well: nobody is there to make one with, for now.
       */
      readonly isPeerGone: boolean;
    };

export type CallPhaseKind = CallPhase['kind'];

/** A record, so that a kind which is missing here is a type error. */
const KINDS: Readonly<Record<CallPhaseKind, true>> = {
  idle: true,
  outgoing: true,
  pigeon: true,
  incoming: true,
  connecting: true,
  live: true,
  reconnecting: true,
};
/** Every kind of phase, for the parsers of what others are told of a call. */
export const CALL_PHASE_KINDS = Object.keys(KINDS) as readonly CallPhaseKind[];

/** A call in which one can talk: accepted, and not over. */
export type InCallPhase = Extract<CallPhase, { kind: 'connecting' | 'live' | 'reconnecting' }>;

export function isInCall(phase: CallPhase): phase is InCallPhase {
  return phase.kind === 'connecting' || phase.kind === 'live' || phase.kind === 'reconnecting';
}

/** With whom it is; `null`: with nobody, or it is not known yet. */
export function peerOfPhase(phase: CallPhase): string | null {
  return 'peer' in phase ? phase.peer : null;
}

const CONNECTIONS: Readonly<Record<InCallPhase['kind'], ConnectionStatus>> = {
  connecting: 'connecting',
  live: 'connected',
  reconnecting: 'disconnected',
};

/** Where the peer connection of a call stands. */
export function connectionOfPhase({ kind }: InCallPhase): ConnectionStatus {
  return CONNECTIONS[kind];
}

/** What a call that is over leaves behind, for the line that tells of it. */
export interface CallSummary {
  readonly peer: string;
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: CallOutcome;
  /** How long it was live; 0 when it never was. */
  readonly durationMs: number;
  /** What the other side said on declining, sanitised. */
  readonly text: string | null;
}
