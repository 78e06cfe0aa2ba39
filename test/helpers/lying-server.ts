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
  private retelling: ((told: Told) => unknown) | null = null;

  async moveIn(context: BrowserContext): Promise<void> {
    await context.routeWebSocket(/\/socket\.io\//, (route) => {
      this.route = route;
      const server = route.connectToServer();
      route.onMessage((message) => {
        this.requested.push(...read(message));
        server.send(message);
      });
      server.onMessage((message) => {
        const [told] = read(message);
        if (told === undefined) {
          route.send(message);
          return;
        }
        this.pushed.push(told);
        const payload = this.retelling === null ? told.payload : this.retelling(told);
        if (payload !== null) this.tell(told.name, payload);
      });
    });
  }

  /** Says something to the page in the server's name. */
  push<K extends PushName>(name: K, payload: PushPayload<K>): void {
    this.tell(name, payload);
  }

  /**
   * While `task` runs, what the true server says by this name is what `retell` makes of it, or
   * (`null`) is kept from the page.
   */
  async retell<K extends PushName>(
    name: K,
    retell: (payload: PushPayload<K>) => PushPayload<K> | null,
    task: () => Promise<void>,
  ): Promise<void> {
    this.retelling = (told) =>
      told.name === name ? retell(told.payload as PushPayload<K>) : told.payload;
    try {
      await task();
    } finally {
      this.retelling = null;
    }
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

  private tell(name: string, payload: unknown): void {
    if (this.route === null) throw new Error('the page has no connection to the server');
    this.route.send(`42${JSON.stringify([name, payload])}`);
  }
}

function read(message: string | Buffer): readonly Told[] {
  const [, event] = EVENT_FRAME.exec(message.toString()) ?? [];
  if (event === undefined) return [];
  const [name, payload] = JSON.parse(event) as [string, unknown];
  return [{ name, payload }];
}
