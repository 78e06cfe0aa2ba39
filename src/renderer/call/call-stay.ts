import { type CallPhase, isInCall } from '../../shared/call/call-phase';
import type { CallDirection } from '../../shared/call/call-state';
import type { KeptCall, KeptLink, StayKeeper } from '../../shared/call/kept-stay';
import type { ConnectionTerms } from './participant-connection';

/** What of a call is kept. */
export interface StayingCall {
  readonly phase: CallPhase;
  readonly direction: CallDirection;
  readonly partnerKey: KeptCall['key'];
  readonly partnerVia: KeptCall['via'];
  /** `null`: there is no connection. */
  readonly link: Pick<KeptLink, 'generation' | 'pin'> | null;
}

/**
 * The call of this page as it is kept for another one: whoever opens the app again after a crash
 * comes back to it.
 */
export class CallStay {
  private kept: KeptCall | null = null;

  /** Without a keeper nothing is kept, and nothing found. */
  constructor(private readonly stays: StayKeeper | undefined) {}

  /** Keeps what another page needs to take this call up; to be called after every change of it. */
  keep(call: StayingCall): void {
    const stay = stayOf(call);
    if (this.stays === undefined || isSameStay(stay, this.kept)) return;
    this.kept = stay;
    this.stays.keep(stay);
  }

  /**
   * Takes up the call of a page that crashed, if that is the one that the server has for this name;
   * `null`: it is not.
   */
  takeUp(callId: string): KeptCall | null {
    const stay = this.stays?.find() ?? null;
    if (stay?.kind !== 'call' || stay.callId !== callId) return null;
    this.stays?.takeUp(stay);
    return stay;
  }
}

/** How the connection of a call that was taken up begins. */
export function restoredTerms({
  direction,
  generation,
  pin,
}: KeptCall): Pick<ConnectionTerms, 'isInitiator' | 'generation' | 'pin'> {
  const isInitiator = direction === 'outgoing';
  // The caller's first link is a new one, and the callee's waits for that of the caller.
  return { isInitiator, generation: isInitiator ? generation + 1 : generation, pin };
}

function stayOf({ phase, direction, partnerKey, partnerVia, link }: StayingCall): KeptCall | null {
  if (!isInCall(phase) || link === null) return null;
  const { callId, peer } = phase;
  const { generation, pin } = link;
  const partner = { peer, key: partnerKey, via: partnerVia };
  return { kind: 'call', callId, ...partner, direction, generation, pin };
}

function isSameStay(one: KeptCall | null, other: KeptCall | null): boolean {
  if (one === null || other === null) return one === other;
  const { callId, generation, pin } = one;
  return callId === other.callId && generation === other.generation && pin === other.pin;
}
