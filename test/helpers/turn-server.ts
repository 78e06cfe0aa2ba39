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
  /** For accounts that are signed with it, where it was started for those. */
  readonly secret: string;
  readonly user: string;
  readonly password: string;
  close(): Promise<void>;
}

/** How long it may take on a busy machine. */
const PATIENCE_MS = 30_000;
const HOST = '127.0.0.1';
const ACCOUNT = { user: 'webcrt', password: 'sesame' };
/** Of `signed` accounts. */
export const TURN_SECRET = 'open-sesame-open-sesame';
const FIXED_ACCOUNT = ['--lt-cred-mech', '--user', `${ACCOUNT.user}:${ACCOUNT.password}`];
const SIGNED_ACCOUNTS = ['--use-auth-secret', '--static-auth-secret', TURN_SECRET];

/**
 * Starts coturn (RFC 8656).
 * @param accounts `signed`: whoever shares its secret makes them; else there is one.
 * @param options What else is to be said on its command line.
 * @throws {Error} when it does not listen
 */
export async function startTurnServer(
  accounts: 'fixed' | 'signed' = 'fixed',
  options: readonly string[] = ['--allow-loopback-peers'],
): Promise<TurnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'webcrt-turn-'));
  const port = await freePort(0, HOST);
  const coturn = spawn(
    'turnserver',
    [
      ...[
        '-n',
        '--no-cli',
        '--no-dtls',
        ...options,
        ...(options.includes('--cert') ? [] : ['--no-tls']),
      ],
      ...['--listening-ip', HOST, '--relay-ip', HOST, '--listening-port', String(port)],
      ...['--realm', 'webcrt', ...(accounts === 'fixed' ? FIXED_ACCOUNT : SIGNED_ACCOUNTS)],
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
  return { url: `turn:${HOST}:${port}`, secret: TURN_SECRET, ...ACCOUNT, close };
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
