import type { Push } from '../../shared/protocol/events';
import type { GatewayName } from '../gateway-option';
import type { GatewayClient } from './gateway-client';

/** What one foreign client and the server say to each other, each in its own words. */
export interface Conversation {
  /** The client said `text`, which may be anything. Does not throw. */
  receive(text: string): void;
  /** The server has something to tell. */
  handlePush(push: Push): void;
  /** Whether it goes on although the client has closed its socket; left out: never. */
  isStaying?(): boolean;
  /** The client is gone; what was made for it alone is let go. */
  handleClosed?(): void;
}

/** A way in for clients that speak another protocol over a WebSocket. */
export interface Gateway {
  readonly name: GatewayName;
  /** What begins with a client that asks for `path`; `null`: the path is not this gateway's. */
  open(path: string): ((client: GatewayClient) => Conversation) | null;
}
