import type { Push } from '../../shared/protocol/events';
import { hasName } from '../../shared/people/name-list';
import { pushSender } from '../../shared/people/push-sender';

export interface BlockPorts {
  blocked(): readonly string[];
  /** The caller hears it ring. */
  sayRinging(callId: string): void;
  declineAsBusy(callId: string): void;
}

/**
 * Keeps those who are blocked from ringing, writing and being seen. Who calls hears it ring until it
 * rings out, as if nobody were there.
 */
export class BlockList {
  /** Calls that ring at deaf ears. */
  private readonly unheard = new Set<string>();

  constructor(private readonly ports: BlockPorts) {}

  has(name: string): boolean {
    return hasName(this.ports.blocked(), name);
  }

  /** `true`: nobody else shall hear of this push. */
  takes(push: Push): boolean {
    if (push.name === 'call:ended') return this.unheard.delete(push.payload.callId);
    const sender = pushSender(push);
    if (sender === null || !this.has(sender)) return false;
    if (push.name === 'call:incoming') {
      this.unheard.add(push.payload.callId);
      this.ports.sayRinging(push.payload.callId);
    }
    return true;
  }

  /** I call somebody: the server has one call for everybody, and mine shall not wait for theirs. */
  handleOutgoing(): void {
    for (const callId of this.unheard) this.ports.declineAsBusy(callId);
    this.unheard.clear();
  }
}
