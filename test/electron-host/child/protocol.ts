import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CustomScheme, Protocol } from 'electron';
import { app } from './app';
import { offer } from './link';

type Handler = Parameters<Protocol['handle']>[1];

/** Chromium finds *.localhost on the loopback address and takes it for a secure origin. */
const HOST = 'webcrt.localhost';

/**
 * A browser will not show a scheme it was not built with, so that app://webcrt is reached through a
 * local http address, behind which the app's real protocol handler answers.
 */
export class ProtocolStandIn implements Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  readonly schemes: string[] = [];
  private readonly handlers = new Map<string, Handler>();
  private origin: Promise<string> | null = null;

  registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    this.schemes.push(...customSchemes.map(({ scheme }) => scheme));
  }

  handle(scheme: string, handler: Handler): void {
    if (!app.isReady()) throw new Error('protocol.handle should be called after app is ready');
    this.handlers.set(scheme, handler);
  }

  async fetch(url: string, method: string): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new Error(`ERR_UNKNOWN_URL_SCHEME: ${url}`);
    return handler(new Request(url, { method }));
  }

  /** Where the browser finds the app's pages. */
  httpOrigin(): Promise<string> {
    this.origin ??= new Promise((resolve) => {
      const server = createServer((request, response) => {
        void this.answer(request, response);
      });
      server.listen(0, '127.0.0.1', () => {
        resolve(`http://${HOST}:${(server.address() as AddressInfo).port}`);
      });
    });
    return this.origin;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.fetch(`app://webcrt${request.url ?? '/'}`, request.method ?? 'GET');
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}

export const protocol = new ProtocolStandIn();

export function appOrigin(): Promise<string> {
  return protocol.httpOrigin();
}

/** The path of an app:// address, to be appended to the browser's origin. */
export function toPageUrl(url: string): string {
  return url.replace(/^app:\/\/webcrt/, '');
}

offer({
  fetchApp: async (url, method) => {
    const answer = await protocol.fetch(url, method);
    const headers = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, text: await answer.text() };
  },
});
