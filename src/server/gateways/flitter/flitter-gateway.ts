import type { Clock } from '../../../shared/base/clock';
import type { Gateway } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { FlitterConversation } from './flitter-conversation';
import { HiddenPeople } from './hidden-people';

const PATH = '/flitter';

/** The way in for flitter's WebRTC node. */
export class FlitterGateway implements Gateway {
  readonly name = 'flitter';
  private readonly hidden: HiddenPeople;
  /** Those whose call goes on without a socket, by the name that they have. */
  private readonly staying = new Map<string, GatewayClient>();

  constructor(
    private readonly rooms: readonly string[],
    clock: Clock,
  ) {
    this.hidden = new HiddenPeople(clock);
  }

  open(path: string): ((client: GatewayClient) => FlitterConversation) | null {
    if (path !== PATH) return null;
    const { rooms, hidden, staying } = this;
    return (client) => new FlitterConversation(client, { rooms, hidden, staying });
  }
}
