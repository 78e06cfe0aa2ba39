import type { DeviceKind } from './device-access';

/** Why there is no local picture or sound; each has its own sentence (text/media-sentences.ts). */
export type MediaFailureReason =
  /** The user, or a policy of the browser, said no. */
  | 'denied'
  /** The operating system keeps the browser or the app from the device. */
  | 'denied-by-system'
  | 'not-found'
  /** Another program holds it, or it does not start. */
  | 'in-use'
  /** There is one, but not with these settings, or not that very one. */
  | 'constraints'
  | 'aborted'
  /** Only https, the app and this machine itself may use devices. */
  | 'insecure-page'
  /** Browsers differ in what they can make a picture from. */
  | 'not-in-this-browser'
  /** A file that is no clip, or one that this browser does not know. */
  | 'not-playable'
  /** It worked, and then was gone. */
  | 'unplugged'
  | 'unknown';

export interface MediaFailure {
  readonly kind: DeviceKind;
  readonly reason: MediaFailureReason;
  /** The name of the device that was asked for; `null`: any would have done. */
  readonly asked: string | null;
  /** What is used instead of the device that was asked for; `null`: nothing. */
  readonly replacedBy: string | null;
}

/** By the names of the exceptions that getUserMedia is specified to give, and old spellings. */
const REASONS = new Map<string, MediaFailureReason>(
  Object.entries({
    NotAllowedError: 'denied',
    PermissionDeniedError: 'denied',
    NotFoundError: 'not-found',
    DevicesNotFoundError: 'not-found',
    NotReadableError: 'in-use',
    TrackStartError: 'in-use',
    OverconstrainedError: 'constraints',
    // Asking for nothing at all.
    TypeError: 'constraints',
    AbortError: 'aborted',
    // The page is going away.
    InvalidStateError: 'aborted',
    SecurityError: 'insecure-page',
  } as const),
);

/** Chromium names both refusals NotAllowedError, and tells them apart in the text only. */
const BY_SYSTEM = /by (the )?(operating )?system/i;

/** What an exception of getUserMedia means. */
export function failureReason(error: unknown): MediaFailureReason {
  // OverconstrainedError is no Error in Chromium; it has a name all the same.
  if (typeof error !== 'object' || error === null || !('name' in error)) return 'unknown';
  const reason = REASONS.get(String(error.name)) ?? 'unknown';
  const message = 'message' in error ? String(error.message) : '';
  return reason === 'denied' && BY_SYSTEM.test(message) ? 'denied-by-system' : reason;
}

/** Whether another device of the same kind may work where this one did not. */
export function isWorthAnotherDevice(reason: MediaFailureReason): boolean {
  return reason !== 'denied' && reason !== 'denied-by-system' && reason !== 'insecure-page';
}
