import type { Trust } from '../../shared/identity/trust';
import type { Push } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';

export interface VerifiedOnlyPorts {
  trustOf(name: string, key: PublicKey | undefined): Trust;
  /** The caller hears it ring. */
  sayRinging(callId: string): void;
  /** It goes on ringing for the caller, and the line here is free. */
  ignore(callId: string): void;
}

/**
 * Keeps everybody from ringing whom the local user has not verified. They hear it ring until it
 * rings out, as if nobody were there.
 */
export class VerifiedOnly {
  constructor(private readonly ports: VerifiedOnlyPorts) {}

  /** `true`: nobody else shall hear of this push. */
  takes(push: Push): boolean {
    if (push.name !== 'call:incoming') return false;
    const { from, key, callId } = push.payload;
    if (this.ports.trustOf(from, key) === 'verified') return false;
    this.ports.sayRinging(callId);
    this.ports.ignore(callId);
    return true;
  }
}
