import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetricsServer } from '../../../../src/server/cli/metrics';

const server = createMetricsServer(() => new Registry());
let port: number;
beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(() => server.close());

/** What somebody hears who asks for this machine by that name. */
async function statusFor(host: string): Promise<number | undefined> {
  const request = get({ host: '127.0.0.1', port, path: '/metrics', headers: { host } });
  const [response] = (await once(request, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

describe('figures on this machine alone', () => {
  it.each(['127.0.0.1:9464', 'localhost', 'localhost:9464', '[::1]:9464'])(
    'are told to whoever asks %s',
    async (host) => {
      expect(await statusFor(host)).toBe(200);
    },
  );

  it.each(['evil.example', 'evil.example:9464', 'localhost.evil.example', '10.0.0.1'])(
    'are not told to a page that has %s point here',
    async (host) => {
      expect(await statusFor(host)).toBe(403);
    },
  );
});
