import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePort } from '../../scripts/lib/free-port.mjs';

/** A TURN server of this machine, for connections of this machine. */
export interface TurnServer {
  /** As the setting `ice_servers` takes it, but for the account: `turn:HOST:PORT`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  close(): Promise<void>;
}

/** How long it may take on a busy machine. */
const PATIENCE_MS = 30_000;
const HOST = '127.0.0.1';
const ACCOUNT = { user: 'webcrt', password: 'sesame' };

/** Starts coturn (RFC 8656). @throws {Error} when it does not listen. */
export async function startTurnServer(): Promise<TurnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'webcrt-turn-'));
  const port = await freePort(0, HOST);
  const coturn = spawn(
    'turnserver',
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--allow-loopback-peers'],
      ...['--listening-ip', HOST, '--relay-ip', HOST, '--listening-port', String(port)],
      ...['--lt-cred-mech', '--realm', 'webcrt', '--user', `${ACCOUNT.user}:${ACCOUNT.password}`],
      ...['--userdb', join(folder, 'users'), '--pidfile', join(folder, 'pid')],
      ...['--log-file', join(folder, 'log'), '--simple-log'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = once(coturn, 'exit');
  const close = async (): Promise<void> => {
    coturn.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  // It writes its log in blocks, so that there is nothing to read of it in time.
  try {
    await vi.waitFor(
      async () => {
        if (!(await isOpen(port))) throw new Error('coturn does not listen');
      },
      { timeout: PATIENCE_MS },
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `turn:${HOST}:${port}`, ...ACCOUNT, close };
}

/** Whether something listens there. */
async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, HOST);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
