import type { BrowserContext, WebSocketRoute } from 'playwright-core';
import type { PushName, PushPayload } from '../../src/shared/protocol/events';

/**
 * socket.io's frame of an event: `42`, the number of an answer that is waited for, name and
 * payload.
 */
const EVENT_FRAME = /^42\d*(\[.*)$/s;

/** What one end told the other. */
interface Told {
  readonly name: string;
  readonly payload: unknown;
}

/**
 * The server as a page sees it, whoever runs it having other plans: it relays everything, remembers
 * what was said, and says what it likes besides. To be put in place before the page opens.
 */
export class LyingServer {
  private readonly pushed: Told[] = [];
  private readonly requested: Told[] = [];
  private route: WebSocketRoute | null = null;

  async moveIn(context: BrowserContext): Promise<void> {
    await context.routeWebSocket(/\/socket\.io\//, (route) => {
      this.route = route;
      const server = route.connectToServer();
      route.onMessage((message) => {
        this.requested.push(...read(message));
        server.send(message);
      });
      server.onMessage((message) => {
        this.pushed.push(...read(message));
        route.send(message);
      });
    });
  }

  /** Says something to the page in the server's name. */
  push<K extends PushName>(name: K, payload: PushPayload<K>): void {
    if (this.route === null) throw new Error('the page has no connection to the server');
    this.route.send(`42${JSON.stringify([name, payload])}`);
  }

  /** What the true server said to the page by this name, oldest first. */
  heard<K extends PushName>(name: K): readonly PushPayload<K>[] {
    const told = this.pushed.filter((each) => each.name === name);
    return told.map(({ payload }) => payload as PushPayload<K>);
  }

  /** What the page asked for by this name, oldest first. */
  asked(name: string): readonly unknown[] {
    return this.requested.filter((each) => each.name === name).map(({ payload }) => payload);
  }
}

function read(message: string | Buffer): readonly Told[] {
  const [, event] = EVENT_FRAME.exec(message.toString()) ?? [];
  if (event === undefined) return [];
  const [name, payload] = JSON.parse(event) as [string, unknown];
  return [{ name, payload }];
}
