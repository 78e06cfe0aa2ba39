import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type ConnectConfig } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Broadcast } from '../../../../src/server/broadcast/broadcast';
import type { ViewerSink } from '../../../../src/server/broadcast/viewer';
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
let sinks: ViewerSink[];
let isAdmitted: boolean;
const clients: ssh2.Client[] = [];
const strangers: Socket[] = [];

beforeEach(async () => {
  sinks = [];
  isAdmitted = true;
  folder = mkdtempSync(join(tmpdir(), 'webcrt-watch-'));
  const broadcast = {
    watch: (sink: ViewerSink) => {
      sinks.push(sink);
      return {};
    },
    leave: () => undefined,
    resize: () => undefined,
  };
  const gate = { admit: () => isAdmitted, open: () => ok(broadcast as unknown as Broadcast) };
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
  for (const stranger of strangers.splice(0)) stranger.destroy();
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

/** Somebody who says what they like, and hangs up when they like. */
async function stranger(said = ''): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  strangers.push(socket);
  socket.on('error', () => undefined).resume();
  const taken = once(server, 'connection');
  socket.write(said);
  await taken;
  return socket;
}

const openConnections = (): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((_error, count) => {
      resolve(count);
    });
  });

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

describe('whoever does not hang up', () => {
  const BANNER = 'SSH-2.0-stranger\r\n';

  it.each([
    ['says nothing', ''],
    ['says half of what begins it', 'SSH-2.0-'],
    ['says no more than what begins it', BANNER],
  ])('is not waited for: %s', async (_what, said) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await stranger(said);
    expect(await openConnections()).toBe(1);
    await vi.advanceTimersByTimeAsync(20_000);
    await expect.poll(openConnections).toBe(0);
  });

  it('is cut off at once who is one of too many from there', async () => {
    isAdmitted = false;
    await stranger();
    await stranger(BANNER);
    await expect.poll(openConnections).toBe(0);
  });

  it('is cut off soon when they were told to go', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await stranger(BANNER);
    await stranger('GET / HTTP/1.1\r\n\r\n');
    ssh.dispose();
    await vi.advanceTimersByTimeAsync(0);
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(1_000);
        return openConnections();
      })
      .toBe(0);
  });

  it('is cut off when they take nothing of the picture', async () => {
    const client = await watcher();
    expect(await shellOf(client)).toBe('a shell');
    const { _sock: socket } = client as unknown as { _sock: Socket };
    socket.pause();
    const [sink] = sinks;
    for (let count = 0; count < 100; count += 1) sink.write(Buffer.alloc(100_000), () => undefined);
    sink.destroy();
    await expect.poll(openConnections).toBe(0);
  });

  it('is hung up on when they watch no more', async () => {
    const client = await watcher();
    client.shell((_error, channel) => {
      channel.close();
    });
    await expect.poll(openConnections).toBe(0);
  });
});

describe('somebody who is let in', () => {
  it('is cut off when they ask without end, and read no answer', async () => {
    const client = await watcher();
    expect(await shellOf(client)).toBe('a shell');
    const internals = client as unknown as { _sock: Socket; _protocol: { ping(): void } };
    internals._sock.pause();
    client.on('error', () => undefined);
    let isOpen = true;
    while (isOpen && internals._sock.bytesWritten < 10_000_000) {
      for (let count = 0; count < 100; count += 1) internals._protocol.ping();
      await new Promise((resolve) => setImmediate(resolve));
      isOpen = (await openConnections()) > 0;
    }
    expect(isOpen).toBe(false);
  });

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
    expect(sinks).toHaveLength(1);
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

const PIECE = Buffer.alloc(8 * 1_024, ' ');
/** They have little to catch up with. */
const PIECE_MS = 4;
const STILL_MS = 1_000;
const PATIENCE = { timeout: 50_000, interval: 50 };
const hasSsh = spawnSync('ssh', ['-V']).status === 0;

describe.skipIf(!hasSsh)('somebody at OpenSSH’s client', () => {
  let ssh: ChildProcessWithoutNullStreams;
  let sent: number;
  let sentAtMs: number;
  let isOver: boolean;

  afterEach(() => {
    isOver = true;
    ssh.kill('SIGKILL');
  });

  function send(): void {
    if (isOver) return;
    sent += PIECE.length;
    sentAtMs = performance.now();
    sinks[0].write(PIECE, () => setTimeout(send, PIECE_MS));
  }

  async function watchBySsh(): Promise<void> {
    const { port } = server.address() as AddressInfo;
    const options = ['StrictHostKeyChecking=no', `UserKnownHostsFile=${join(folder, 'known')}`];
    const words = options.flatMap((option) => ['-o', option]);
    ssh = spawn('ssh', ['-tt', ...words, '-p', String(port), 'token@127.0.0.1']);
    ssh.stdout.resume();
    await vi.waitFor(() => {
      expect(sinks).toHaveLength(1);
    }, PATIENCE);
    [sent, sentAtMs, isOver] = [0, 0, false];
    send();
  }

  const sends = (bytes: number): Promise<void> =>
    vi.waitFor(() => {
      expect(sent).toBeGreaterThan(bytes);
    }, PATIENCE);

  it('is sent little more once their terminal stands still, and all again once it goes on', async () => {
    await watchBySsh();
    // By then they have said what they have shown.
    await sends(500_000);
    ssh.stdout.pause();
    const before = sent;
    await vi.waitFor(() => {
      expect(performance.now() - sentAtMs).toBeGreaterThan(STILL_MS);
    }, PATIENCE);
    // The pipe on the way to it takes some; with the window it would be more than a megabyte.
    expect(sent - before).toBeLessThan(900_000);
    ssh.stdout.resume();
    await sends(sent + 500_000);
  });
});
