import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describeError, errorCode } from '../shared/base/error-code';
import type { Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { err, ok, type Result } from '../shared/base/result';
import {
  type ControlReply,
  type ControlRequest,
  MAX_CONTROL_LINE_BYTES,
  parseControlReply,
  parseControlRequest,
} from '../shared/ipc/control';
import type { ControlSocketPath } from './control-socket-path';

// The only file that touches the socket of `webcrt ctl`, at both of its ends. Who may open it is
// decided by the system: it lies in a folder that is closed to everybody but its owner.

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const OTHERS = 0o077;
/** Of one who connects and says nothing. */
const IDLE_LIMIT_MS = 10_000;
const MAX_CONNECTIONS = 8;

export type ControlHandler = (request: ControlRequest) => Promise<ControlReply>;

/** Why nobody could be asked. */
export type ControlFailure = 'not-running' | 'not-allowed' | 'no-answer';

/**
 * Answers whoever connects, with one reply to one request. A socket that a crashed app left behind
 * is replaced: that no other instance runs, the caller knows. Where the place cannot be made safe,
 * or not at all, nothing listens, and the log says so.
 */
export function listenForControl(
  place: ControlSocketPath,
  handle: ControlHandler,
  logger: Logger,
): Disposable {
  const server = createServer((socket) => {
    void converse(socket, handle);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('error', (error) => {
    logger.log('warn', 'webcrt ctl cannot reach this app', { why: describeError(error) });
  });
  try {
    open(server, place);
  } catch (error) {
    logger.log('warn', 'webcrt ctl cannot reach this app', { why: describeError(error) });
  }
  return {
    dispose: () => {
      server.close();
    },
  };
}

function open(server: Server, { folder, path }: ControlSocketPath): void {
  if (folder !== null) {
    makePrivate(folder);
    rmSync(path, { force: true });
  }
  server.listen(path, () => {
    if (folder !== null) chmodSync(path, OWNER_ONLY_FILE);
  });
}

/** @throws when the folder is not a folder of ours. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) {
    throw new Error('The folder of the control socket belongs to somebody else');
  }
  if ((stats.mode & OTHERS) !== 0) chmodSync(folder, OWNER_ONLY_FOLDER);
}

async function converse(socket: Socket, handle: ControlHandler): Promise<void> {
  socket.setTimeout(IDLE_LIMIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  const line = await readLine(socket);
  if (line === null) {
    socket.destroy();
    return;
  }
  const request = parseControlRequest(line);
  const reply = request.ok
    ? await handle(request.value)
    : { isDone: false, text: 'This is no request that WebCRT knows.', status: null };
  socket.end(`${JSON.stringify(reply)}\n`);
}

/** The first line; `null`: the other end went, or said too much. */
function readLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_CONTROL_LINE_BYTES) resolve(null);
    });
    socket.once('close', () => {
      resolve(null);
    });
  });
}

/** Asks the app that listens at `place`. */
export async function askRunningApp(
  place: ControlSocketPath,
  request: ControlRequest,
): Promise<Result<ControlReply, ControlFailure>> {
  const socket = connect(place.path);
  try {
    await connected(socket);
  } catch (error) {
    return err(errorCode(error) === 'EACCES' ? 'not-allowed' : 'not-running');
  }
  socket.setTimeout(IDLE_LIMIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify(request)}\n`);
  const line = await readLine(socket);
  socket.destroy();
  const reply = line === null ? null : parseControlReply(line);
  return reply?.ok === true ? ok(reply.value) : err('no-answer');
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}
