import type { RandomSource } from '../../random';
import type { Gateway } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { RtcpoolConversation } from './rtcpool-conversation';

export const POOL_PATH = '/rtcpool';
/** With a name to go by among people, of which the protocol knows nothing, or without. */
const PATH = new RegExp(`^${POOL_PATH}(?:/([^/]+))?$`);

/** The way in for programs on rtcpool, and others that speak its protocol: `/rtcpool[/NAME]`. */
export class RtcpoolGateway implements Gateway {
  readonly name = 'rtcpool';

  constructor(private readonly random: Pick<RandomSource, 'id'>) {}

  open(path: string): ((client: GatewayClient) => RtcpoolConversation) | null {
    const match = PATH.exec(path);
    if (match === null) return null;
    const name = decode(match[1]);
    if (name === null) return null;
    return (client) => this.begin(client, name);
  }

  /** @param name to go by; `''`: one is made up */
  begin(client: GatewayClient, name: string): RtcpoolConversation {
    return new RtcpoolConversation(client, (attempt) => {
      if (name === '')
        return `rtcpool-${this.random
          .id()
          .replace(/[^a-z0-9]/gi, '')
          .slice(0, 6)}`;
      return attempt === 0 ? name : null;
    });
  }
}

/** `null`: that is no text. */
function decode(text = ''): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
