import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawSocket } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';

const ALLOWED = 'https://calls.example.org';

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer({ allowedOrigins: [ALLOWED] });
});
afterEach(() => server.close());

/** The status line that a handshake with these header lines gets. */
async function handshake(transport: 'websocket' | 'polling', headers: string[]): Promise<string> {
  const isUpgrade = transport === 'websocket';
  const raw = new RawSocket(server.port);
  raw.send(
    [
      `GET /socket.io/?EIO=4&transport=${transport} HTTP/1.1`,
      ...headers,
      ...(isUpgrade
        ? [
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
          ]
        : ['Connection: close']),
      '',
      '',
    ].join('\r\n'),
  );
  const answer = await raw.until(/\r\n\r\n/);
  raw.reset();
  return answer.slice(0, answer.indexOf('\r\n'));
}

describe.each([
  ['websocket', 'HTTP/1.1 101 Switching Protocols'],
  ['polling', 'HTTP/1.1 200 OK'],
] as const)('a handshake over %s', (transport, welcome) => {
  const host = (): string => `127.0.0.1:${server.port}`;

  it.each([
    'https://evil.test',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost',
    'https://calls.example.org.evil.test',
    'https://calls.example.org:444',
    'http://calls.example.org',
    'app://evil',
    'file://',
    'null',
    '',
    '*',
  ])('from a page of %j is refused with 403', async (origin) => {
    const status = await handshake(transport, [`Host: ${host()}`, `Origin: ${origin}`]);
    expect(status).toBe('HTTP/1.1 403 Forbidden');
    expect(server.signalling.status()).toMatchObject({ connections: 0, refusedConnections: 1 });
  });

  it("from the server's own page is accepted", async () => {
    const headers = [`Host: ${host()}`, `Origin: http://${host()}`];
    expect(await handshake(transport, headers)).toBe(welcome);
  });

  it.each(['localhost', 'call.localhost', '127.0.0.2'])(
    "from the server's own page by the name %s is accepted",
    async (name) => {
      const headers = [`Host: ${name}:${server.port}`, `Origin: http://${name}:${server.port}`];
      expect(await handshake(transport, headers)).toBe(welcome);
    },
  );

  it.each(['evil.test', '127.0.0.1.evil.test', 'localhost.evil.test', 'evil-localhost'])(
    'from a page of %s, a name that was made to point here, is refused',
    async (name) => {
      const headers = [`Host: ${name}:${server.port}`, `Origin: http://${name}:${server.port}`];
      expect(await handshake(transport, headers)).toBe('HTTP/1.1 403 Forbidden');
    },
  );

  it("from the server's own page behind a proxy with TLS is accepted", async () => {
    const headers = ['Host: calls.example.net', 'Origin: https://calls.example.net'];
    expect(await handshake(transport, headers)).toBe(welcome);
  });

  it.each([ALLOWED, 'app://webcrt'])('from a page of %s is accepted', async (origin) => {
    expect(await handshake(transport, [`Host: ${host()}`, `Origin: ${origin}`])).toBe(welcome);
  });

  it('from what is not a browser is accepted', async () => {
    expect(await handshake(transport, [`Host: ${host()}`])).toBe(welcome);
  });
});

describe('cross-origin reading', () => {
  it('is allowed to the origins that may connect, and to no other', async () => {
    const ask = async (origin: string): Promise<string | null> => {
      const url = `${server.url}/socket.io/?EIO=4&transport=polling`;
      const response = await fetch(url, { method: 'OPTIONS', headers: { origin } });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await ask(ALLOWED)).toBe(ALLOWED);
    expect(await ask('https://evil.test')).toBeNull();
  });
});
