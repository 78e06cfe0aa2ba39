import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type RequestListener,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A web server that has another one below a path of its own, as `location /webcrt/ { proxy_pass
 * ...; }`.
 */
export interface PathProxy {
  /** `http://127.0.0.1:PORT/webcrt/`, or https. */
  readonly url: string;
  /** What was asked for beside that path: things that went astray. */
  readonly astray: readonly string[];
  close(): Promise<void>;
}

/** How a proxy differs from one that passes on everything as it came. */
export interface ProxyManners {
  /** PEM: it speaks https. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** What it makes of the headers of a request, in place. */
  readonly toServer?: (headers: IncomingHttpHeaders) => void;
  /** What it makes of those of an answer, in place. */
  readonly fromServer?: (headers: IncomingHttpHeaders) => void;
  /** It takes a websocket for a request like any other. */
  readonly dropsUpgrade?: boolean;
}

/**
 * @param target The server: `http://127.0.0.1:PORT/`.
 * @param base What it is below; '' at the root.
 */
export async function startPathProxy(
  target: string,
  base = '/webcrt',
  { tls, toServer, fromServer, dropsUpgrade = false }: ProxyManners = {},
): Promise<PathProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const astray: string[] = [];
  /** The path as the server behind is asked for it; `null`: it is not below `base`. */
  const pathOf = ({ url = '' }: IncomingMessage): string | null => {
    if (url.startsWith(`${base}/`)) return url.slice(base.length);
    astray.push(url);
    return null;
  };
  const answer: RequestListener = (incoming, response) => {
    if (base !== '' && incoming.url === base) {
      response.writeHead(301, { Location: `${base}/` }).end();
      return;
    }
    const path = pathOf(incoming);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    toServer?.(headers);
    if (dropsUpgrade) {
      delete headers.upgrade;
      delete headers.connection;
    }
    const outgoing = request({ hostname, port, path, method, headers }, (answer) => {
      fromServer?.(answer.headers);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const proxy = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  const upgrade = (incoming: IncomingMessage, socket: Duplex): void => {
    const path = pathOf(incoming);
    if (path === null) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const { headers } = incoming;
    toServer?.(headers);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    const behind = connect(Number(port), hostname, () => {
      behind.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      behind.pipe(socket).pipe(behind);
    });
    for (const end of [behind, socket]) {
      end.on('error', () => {
        behind.destroy();
        socket.destroy();
      });
    }
  };
  if (!dropsUpgrade) proxy.on('upgrade', upgrade);
  // Those that were upgraded are none of the HTTP server's any more.
  proxy.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port: ownPort } = proxy.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${ownPort}${base}/`,
    astray,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
