import { afterEach, describe, expect, it } from 'vitest';
import { type ServerUnderTest, startServer } from './helpers/start-server';

const LIMIT = 2;
const OPENED = 200;
const REFUSED = 403;

let server: ServerUnderTest;
afterEach(() => server.close());

/** Knocks as a proxy on this machine does for the clients that it names; how each was answered. */
async function knock(forwardedFor: readonly string[]): Promise<number[]> {
  const statuses = [];
  for (const client of forwardedFor) {
    const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { 'x-forwarded-for': client },
    });
    statuses.push(response.status);
  }
  return statuses;
}

const start = async (...trustedProxies: string[]): Promise<void> => {
  server = await startServer({
    trustedProxies,
    connectionsPerAddress: { points: LIMIT, windowMs: 60_000 },
  });
};

describe('behind a proxy that it trusts, the server', () => {
  it('counts the clients, not the proxy', async () => {
    await start('loopback');
    expect(await knock(['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2'])).toEqual(
      Array.from({ length: 4 }, () => OPENED),
    );
    expect(await knock(['192.0.2.1', '192.0.2.3'])).toEqual([REFUSED, OPENED]);
  });

  it('takes the word of that proxy alone: what a client says of itself is not counted', async () => {
    await start('loopback');
    const made = ['203.0.113.1, 192.0.2.1', '203.0.113.2, 192.0.2.1', '203.0.113.3, 192.0.2.1'];
    expect(await knock(made)).toEqual([OPENED, OPENED, REFUSED]);
  });

  it('sees through several proxies', async () => {
    await start('loopback', '10.0.0.0/8');
    const made = ['192.0.2.1, 10.1.2.3', '192.0.2.2, 10.1.2.3', '192.0.2.3, 10.1.2.3'];
    expect(await knock(made)).toEqual([OPENED, OPENED, OPENED]);
  });
});

describe('without one, the server', () => {
  it('does not care whom a client says that it is', async () => {
    await start();
    expect(await knock(['192.0.2.1', '192.0.2.2', '192.0.2.3'])).toEqual([OPENED, OPENED, REFUSED]);
  });
});
