import type { Event } from '../../shared/base/emitter';
import type { VerifyMessage } from '../../shared/protocol/peer-messages';
import type { SeenFingerprints } from '../rtc/seen-fingerprints';

/** Where two people compare what they see of their connection. */
export interface VerificationChannel {
  /** `false`: the connection is not there (yet). */
  send(message: VerifyMessage): boolean;
  /** The certificates in use; `null`: the connection is not there (yet). */
  fingerprints(): Promise<SeenFingerprints | null>;
  readonly onMessage: Event<VerifyMessage>;
}
