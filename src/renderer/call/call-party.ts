import { type Disposable } from '../../shared/base/lifecycle';
import { isInCall } from '../../shared/call/call-phase';
import type { CallSession } from './call-session';
import type { Party } from './party';
import { PEER_ID } from './remote-events';

/** Brings the remote end of each one-to-one call to the party, until disposed. */
export function bringCallToParty(call: Pick<CallSession, 'onPhase'>, party: Party): Disposable {
  let isThere = false;
  return call.onPhase((phase) => {
    if (isInCall(phase)) {
      isThere = true;
      party.join(PEER_ID, phase.peer);
    } else if (isThere) {
      isThere = false;
      party.leave(PEER_ID);
    }
  });
}
