import { createServer, request, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/**
 * A web server that has another one below a path of its own, as `location /webcrt/ { proxy_pass
 * ...; }`.
 */
export interface PathProxy {
  /** `http://127.0.0.1:PORT/webcrt/` */
  readonly url: string;
  /** What was asked for beside that path: things that went astray. */
  readonly astray: readonly string[];
  close(): Promise<void>;
}

/** @param target The server: `http://127.0.0.1:PORT/`. */
export async function startPathProxy(target: string, base = '/webcrt'): Promise<PathProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const astray: string[] = [];
  /** The path as the server behind is asked for it; `null`: it is not below `base`. */
  const pathOf = ({ url = '' }: IncomingMessage): string | null => {
    if (url.startsWith(`${base}/`)) return url.slice(base.length);
    astray.push(url);
    return null;
  };
  const proxy = createServer((incoming, response) => {
    const path = pathOf(incoming);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const outgoing = request({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  proxy.on('upgrade', (incoming, socket) => {
    const path = pathOf(incoming);
    if (path === null) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const { rawHeaders } = incoming;
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : [],
    );
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
  });
  // Those that were upgraded are none of the HTTP server's any more.
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port: ownPort } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${ownPort}${base}/`,
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
