import type { Push } from '../../shared/protocol/events';
import { hasName } from '../../shared/people/name-list';
import { pushSender } from '../../shared/people/push-sender';

export interface BlockPorts {
  blocked(): readonly string[];
  /** The caller hears it ring. */
  sayRinging(callId: string): void;
  /** It goes on ringing for the caller, and the line here is free. */
  ignore(callId: string): void;
}

/**
 * Keeps those who are blocked from ringing, writing and being seen. Who calls hears it ring until
 * it rings out, as if nobody were there.
 */
export class BlockList {
  constructor(private readonly ports: BlockPorts) {}

  has(name: string): boolean {
    return hasName(this.ports.blocked(), name);
  }

  /** `true`: nobody else shall hear of this push. */
  takes(push: Push): boolean {
    const sender = pushSender(push);
    if (sender === null || !this.has(sender)) return false;
    if (push.name === 'call:incoming') {
      this.ports.sayRinging(push.payload.callId);
      this.ports.ignore(push.payload.callId);
    }
    return true;
  }
}
