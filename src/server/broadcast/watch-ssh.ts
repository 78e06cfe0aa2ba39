import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { errorCode } from '../../shared/base/error-code';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { addressKeyOf } from '../client-address';
import { boundReceived } from './bound-received';
import type { Broadcast } from './broadcast';
import { type GridSize, USUAL_TERMINAL } from './grid-ladder';
import { hangUpSoon } from './hang-up-soon';
import { type SshSending, SshWindow } from './ssh-window';
import { lineBelow, SCREEN_OFF, SCREEN_ON } from './terminal-screen';
import type { Viewer, ViewerSink } from './viewer';
import type { WatchGate } from './watch-gate';

const KEY_FILE = 'ssh-host-key';
const FILE_MODE = 0o600;

/**
 * The private key, in OpenSSH's form, by which ssh knows the server again: in a file of `folder`,
 * made when it is missing. Throws when the folder cannot be written to.
 */
export function openSshHostKey(folder: string): string {
  const file = join(folder, KEY_FILE);
  const made = makeHostKey();
  try {
    writeFileSync(file, made, { flag: 'wx', mode: FILE_MODE });
    return made;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

/**
 * ssh2 leaves out the zeros that a public key begins with, as one in 256 does, and takes no such
 * key then.
 */
function makeHostKey(): string {
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync('ed25519').private;
    if (!(ssh2.utils.parseKey(made) instanceof Error)) return made;
  }
}

/** Takes connections that somebody else has accepted. */
export interface WatchSshServer extends Disposable {
  take(socket: Socket): void;
}

/** `ssh TOKEN@HOST`: shows the broadcast of that address. There is no shell and nothing to run. */
export function createWatchSsh(hostKey: string, gate: WatchGate, logger: Logger): WatchSshServer {
  const sockets = new Map<string, SshSocket>();
  const server = new ssh2.Server(
    {
      hostKeys: [hostKey],
      ident: 'WebCRT',
      keepaliveInterval: 15_000,
      keepaliveCountMax: 2,
      algorithms: ALGORITHMS,
    },
    (connection, { ip, port }) => {
      connection.on('error', (error: Error) => {
        logger.log('debug', 'a connection by ssh broke', { error: error.message });
      });
      // Not before somebody has said which version of ssh they speak.
      const from = sockets.get(placeOf(ip, port));
      if (from === undefined) connection.end();
      else serveConnection(connection, { gate, ...from });
    },
  );
  return {
    take: (socket) => {
      const { remoteAddress, remotePort } = socket;
      // Of somebody who is gone already nothing is known.
      const isGone = remoteAddress === undefined || remotePort === undefined;
      const addressKey = isGone ? null : addressKeyOf(remoteAddress);
      if (isGone || sockets.size >= MAX_CONNECTIONS || !gate.admit(addressKey)) {
        socket.destroy();
        return;
      }
      const place = placeOf(remoteAddress, remotePort);
      sockets.set(place, { socket, addressKey, handleWatching: guardSocket(socket) });
      socket.once('close', () => sockets.delete(place));
      server.injectSocket(socket);
    },
    dispose: () => {
      for (const { socket } of sockets.values()) socket.end();
    },
  };
}

interface SshSocket {
  readonly socket: Socket;
  readonly addressKey: string | null;
  readonly handleWatching: () => void;
}

function placeOf(address: string, port: number): string {
  return `${address} ${port}`;
}

/**
 * Holds a connection to limits from its first moment, which ssh2 knows none of.
 *
 * @returns What is to be called when somebody watches.
 */
function guardSocket(socket: Socket): () => void {
  const timer = setTimeout(() => {
    socket.destroy();
  }, SIGN_IN_MS);
  const keep = (): void => {
    clearTimeout(timer);
  };
  socket.once('close', keep);
  // What was ended on this side, the other one need not end.
  socket.once('finish', () => {
    hangUpSoon(() => {
      socket.destroy();
    });
  });
  boundReceived(socket);
  return keep;
}

/**
 * Of those that clients have had for ten years: an exchange by Diffie and Hellman's groups takes a
 * second of the server, at the cost of a few bytes to whoever asks for it. And what is packed could
 * be much.
 */
const ALGORITHMS: ssh2.Algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
  ],
  compress: ['none'],
};
/** With all that are on their way in. */
const MAX_CONNECTIONS = 1_000;
/** Whoever does not watch by then is not kept. */
const SIGN_IN_MS = 20_000;
const MAX_TRIES = 3;
/** Clients ask for new keys once in a gigabyte, or an hour. */
const MIN_REKEY_MS = 10_000;

interface ConnectionParts extends SshSocket {
  readonly gate: WatchGate;
}

function serveConnection(connection: Connection, { gate, ...from }: ConnectionParts): void {
  let broadcast: Broadcast | null = null;
  let hasSession = false;
  let tries = 0;
  cutWhereRekeyed(connection, from.socket);
  connection.on('authentication', (context) => {
    const password = context.method === 'password' ? context.password : null;
    const opened = gate.open(context.username, password, from.addressKey);
    if (opened.ok) {
      broadcast = opened.value;
      context.accept();
      return;
    }
    // An address that nothing is at asks for a password as well, and takes none.
    if (context.method === 'password') tries += 1;
    context.reject(['password']);
    if (tries >= MAX_TRIES) connection.end();
  });
  connection.on('session', (accept, reject) => {
    if (broadcast === null || hasSession) {
      reject();
      return;
    }
    hasSession = true;
    serveSession(accept(), { broadcast, connection, ...from });
  });
}

/** Each costs the server more than whoever asks for it. */
function cutWhereRekeyed(connection: Connection, socket: Socket): void {
  let rekeyedMs = -MIN_REKEY_MS;
  connection.on('rekey', () => {
    const nowMs = performance.now();
    if (nowMs - rekeyedMs < MIN_REKEY_MS) socket.destroy();
    rekeyedMs = nowMs;
  });
}

interface SessionParts extends SshSocket {
  readonly broadcast: Broadcast;
  readonly connection: Connection;
}

/** What a terminal says of itself; all else that ssh can ask for nobody hears, and is refused. */
function serveSession(
  session: Session,
  { broadcast, connection, socket, addressKey, handleWatching }: SessionParts,
): void {
  let terminal: GridSize = USUAL_TERMINAL;
  let viewer: Viewer | null = null;
  session.on('pty', (accept, _reject, { cols, rows }) => {
    terminal = sizeOf(cols, rows);
    accept();
  });
  session.on('window-change', (_accept, _reject, { cols, rows }) => {
    terminal = sizeOf(cols, rows);
    if (viewer !== null) broadcast.resize(viewer, terminal);
  });
  session.once('shell', (accept) => {
    const channel = accept();
    const sink = new SshSink(channel, socket);
    viewer = broadcast.watch(sink, { terminal, addressKey, ends: socket });
    if (viewer === null) {
      channel.end('As many as may be are watching. Try again later.\r\n');
      connection.end();
      return;
    }
    handleWatching();
    const watching = viewer;
    channel.on('close', () => {
      broadcast.leave(watching);
      connection.end();
    });
    // What is typed is not looked at: that something is, is the wish to leave.
    channel.once('data', () => {
      broadcast.leave(watching);
      watching.end();
    });
  });
}

function sizeOf(cols: number, rows: number): GridSize {
  // RFC 4254 section 6.2: zero is to be ignored.
  return { cols: cols || USUAL_TERMINAL.cols, rows: rows || USUAL_TERMINAL.rows };
}

class SshSink implements ViewerSink {
  private rows = 0;
  private readonly window: SshWindow;

  constructor(
    private readonly channel: ServerChannel,
    private readonly socket: Socket,
  ) {
    this.window = new SshWindow(channel as unknown as SshSending);
    channel.write(SCREEN_ON);
  }

  begin({ rows }: GridSize): void {
    this.rows = rows;
  }

  write(bytes: Buffer, handleTaken: () => void): void {
    this.channel.write(bytes, () => {
      this.window.whenShort(handleTaken);
    });
  }

  end(): void {
    this.channel.write(SCREEN_OFF + lineBelow(this.rows, 'That was the broadcast.'));
    this.channel.exit(0);
    this.channel.end();
    hangUpSoon(() => {
      this.destroy();
    });
  }

  destroy(): void {
    this.socket.destroy();
  }
}
