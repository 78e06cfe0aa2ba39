import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type ConnectConfig } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broadcast } from '../../../../src/server/broadcast/broadcast';
import type { WatchGate } from '../../../../src/server/broadcast/watch-gate';
import {
  createWatchSsh,
  openSshHostKey,
  type WatchSshServer,
} from '../../../../src/server/broadcast/watch-ssh';
import { ok } from '../../../../src/shared/base/result';

// What somebody who may watch could ask of the server besides.

let folder: string;
let server: Server;
let ssh: WatchSshServer;
let viewers: number;
const clients: ssh2.Client[] = [];

beforeEach(async () => {
  viewers = 0;
  folder = mkdtempSync(join(tmpdir(), 'webcrt-watch-'));
  const broadcast = {
    watch: () => {
      viewers += 1;
      return {};
    },
    leave: () => undefined,
    resize: () => undefined,
  };
  const gate = { admit: () => true, open: () => ok(broadcast as unknown as Broadcast) };
  const logger = { log: () => undefined };
  ssh = createWatchSsh(openSshHostKey(folder), gate as unknown as WatchGate, logger);
  server = createServer((socket) => {
    ssh.take(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  for (const client of clients.splice(0)) client.destroy();
  ssh.dispose();
  server.close();
  rmSync(folder, { recursive: true });
});

function knock(config: ConnectConfig = {}): ssh2.Client {
  const client = new ssh2.Client();
  clients.push(client);
  const { port } = server.address() as AddressInfo;
  client.connect({ host: '127.0.0.1', port, username: 'token', ...config });
  return client;
}

async function watcher(): Promise<ssh2.Client> {
  const client = knock();
  await once(client, 'ready');
  return client;
}

const shellOf = (client: ssh2.Client): Promise<string> =>
  new Promise((resolve) => {
    client.shell((error?: Error) => {
      resolve(error === undefined ? 'a shell' : 'refused');
    });
  });

describe('what costs the server much', () => {
  it.each([
    ['exchanges of keys that take it long', { kex: ['diffie-hellman-group18-sha512'] }],
    ['groups of the client’s choice', { kex: ['diffie-hellman-group-exchange-sha256'] }],
    ['what is packed', { compress: ['zlib@openssh.com'] }],
  ] as [string, ssh2.Algorithms][])('is not to be had: %s', async (_what, algorithms) => {
    const [error] = (await once(knock({ algorithms }), 'error')) as [Error];
    expect(error.message).toMatch(/no matching/);
  });

  it('ends the connection: new keys again and again', async () => {
    const client = await watcher();
    expect(await shellOf(client)).toBe('a shell');
    const closed = once(client, 'close');
    const { _protocol: protocol } = client as unknown as { _protocol: { rekey(): void } };
    client.on('handshake', () => {
      protocol.rekey();
    });
    protocol.rekey();
    await closed;
  });
});

describe('somebody who is let in', () => {
  it('has one session, with one shell in it, and nothing else', async () => {
    const client = await watcher();
    expect([await shellOf(client), await shellOf(client)]).toEqual(['a shell', 'refused']);
    const asked = [
      (done: (error?: Error | null) => void) => client.exec('id', done),
      (done: (error?: Error | null) => void) => client.sftp(done),
      (done: (error?: Error | null) => void) => client.forwardIn('127.0.0.1', 0, done),
      (done: (error?: Error | null) => void) =>
        client.forwardOut('127.0.0.1', 1, '127.0.0.1', 2, done),
      (done: (error?: Error | null) => void) => client.openssh_noMoreSessions(done),
    ];
    for (const ask of asked) {
      expect(await new Promise((resolve) => ask(resolve))).toBeInstanceOf(Error);
    }
    expect(viewers).toBe(1);
  });

  it('is not kept who does not watch', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const idle = await watcher();
    const watching = await watcher();
    expect(await shellOf(watching)).toBe('a shell');
    let isGone = false;
    watching.once('close', () => (isGone = true));
    const closed = once(idle, 'close');
    vi.advanceTimersByTime(20_000);
    await closed;
    expect(isGone).toBe(false);
  });
});
