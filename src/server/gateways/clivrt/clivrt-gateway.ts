import type { Gateway } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { ClivrtConversation } from './clivrt-conversation';

const PATH = /^\/chat\/([^/]+)$/;

/** The way in for clivrt's own client: `/chat/NAME`. */
export class ClivrtGateway implements Gateway {
  readonly name = 'clivrt';

  open(path: string): ((client: GatewayClient) => ClivrtConversation) | null {
    const name = decode(PATH.exec(path)?.[1]);
    return name === null ? null : (client) => new ClivrtConversation(client, name);
  }
}

function decode(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
