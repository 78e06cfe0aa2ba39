import { isSlug } from '../../../shared/protocol/room-messages';
import type { Gateway } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { RtcChatConversation } from './rtc-chat-conversation';

const PATH = /^\/room\/([^/]+)\/ws$/;

/** The way in for pages that speak RTC-Chat's and Camus' messages: `/room/SLUG/ws`. */
export class RtcChatGateway implements Gateway {
  readonly name = 'rtc-chat';

  open(path: string): ((client: GatewayClient) => RtcChatConversation) | null {
    const slug = PATH.exec(path)?.[1];
    if (slug === undefined || !isSlug(slug)) return null;
    return (client) => new RtcChatConversation(client, slug);
  }
}
