import type { IceServerVerdict } from '../rtc/ice-server-test';
import type { NatKind } from '../rtc/nat-probe';
import type { RelayPath } from '../rtc/relay-probe';

/** A camera or a microphone, as it is used right now. */
export type DeviceState =
  /** It is on; a camera has given frames. */
  | { readonly kind: 'on'; readonly label: string; readonly detail: string }
  /** The camera is on, and no frame comes of it. */
  | { readonly kind: 'dark'; readonly label: string }
  /** It is there, and off: nothing is opened unasked. */
  | { readonly kind: 'off'; readonly labels: readonly string[] }
  /** Opening it failed; a sentence that says why and what to do. */
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'none' };

/** The connection to the signalling server. */
export type ServerState =
  | {
      readonly kind: 'signed-in';
      readonly server: string;
      readonly isSecure: boolean;
      /** The user vouches for its certificate, and no authority was asked. */
      readonly isPinned: boolean;
      /** Of a request and its answer; `null`: there was none. */
      readonly roundTripMs: number | null;
    }
  | { readonly kind: 'reconnecting' | 'connecting'; readonly server: string }
  | { readonly kind: 'signed-out' };

/** What one check came to. */
export type Finding =
  | { readonly topic: 'camera' | 'microphone'; readonly state: DeviceState }
  | {
      readonly topic: 'speaker';
      readonly labels: readonly string[];
      /** The browser plays nothing before somebody clicks. */
      readonly isBlocked: boolean;
    }
  | { readonly topic: 'server'; readonly state: ServerState }
  | {
      readonly topic: 'ice-server';
      readonly url: string;
      /** The user named it; else it was handed out. */
      readonly isOwn: boolean;
      readonly verdict: IceServerVerdict;
    }
  | { readonly topic: 'no-relay' }
  | { readonly topic: 'nat'; readonly kind: NatKind; readonly hasRelay: boolean }
  | { readonly topic: 'path'; readonly url: string; readonly path: RelayPath | null };

/**
 * `good`: it works. `note`: it works as far as can be told, or is off. `bad`: something is to be
 * done.
 */
export type Verdict = 'good' | 'note' | 'bad';
