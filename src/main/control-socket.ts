import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describeError, errorCode } from '../shared/base/error-code';
import { Emitter } from '../shared/base/emitter';
import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import { err, ok, type Result } from '../shared/base/result';
import {
  ATTACH_LINE,
  type AttachedSocket,
  type AttachFailure,
  isAttachLine,
  parseTerminalRequest,
  type TerminalRequest,
} from '../shared/ipc/attached-terminal';
import {
  type ControlReply,
  type ControlRequest,
  parseControlReply,
  parseControlRequest,
} from '../shared/ipc/control';
import { packetHeader, type PacketKind } from '../shared/ipc/terminal-packets';
import type { ControlSocketPath } from './control-socket-path';
import { readLine, readLines } from './socket-lines';

// The only file that touches the socket of `webcrt ctl`, at both of its ends. Who may open it is
// decided by the system: it lies in a folder that is closed to everybody but its owner.

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const OTHERS = 0o077;
/** Of one who connects and says nothing. */
const IDLE_LIMIT_MS = 10_000;
const MAX_CONNECTIONS = 8;

export type ControlHandler = (request: ControlRequest) => Promise<ControlReply>;

/** A terminal that stays, until either end closes it. */
export interface TerminalChannel extends Disposable {
  onRequest(listener: (request: TerminalRequest) => void): Disposable;
  onClose(listener: () => void): Disposable;
  send(kind: PacketKind, bytes: Uint8Array): void;
}

/** What the two kinds of those who connect are answered by. */
export interface ControlListener {
  readonly handle: ControlHandler;
  /** `false`: no more terminals. */
  readonly attach: (channel: TerminalChannel) => boolean;
}

/** Why nobody could be asked. */
export type ControlFailure = AttachFailure;

/**
 * Answers whoever connects, with one reply to one request. A socket that a crashed app left behind
 * is replaced: that no other instance runs, the caller knows. Where the place cannot be made safe,
 * or not at all, nothing listens, and the log says so.
 */
export function listenForControl(
  place: ControlSocketPath,
  listener: ControlListener,
  logger: Logger,
): Disposable {
  const server = createServer((socket) => {
    void converse(socket, listener);
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

async function converse(socket: Socket, { handle, attach }: ControlListener): Promise<void> {
  socket.setTimeout(IDLE_LIMIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  const read = await readLine(socket);
  if (read === null) {
    socket.destroy();
    return;
  }
  const { line, rest } = read;
  if (isAttachLine(line)) {
    const { channel, begin } = terminalChannel(socket);
    if (attach(channel)) begin(rest);
    else socket.destroy();
    return;
  }
  const request = parseControlRequest(line);
  const reply = request.ok
    ? await handle(request.value)
    : { isDone: false, text: 'This is no request that WebCRT knows.', status: null };
  socket.end(`${JSON.stringify(reply)}\n`);
}

/** `begin`: once there are listeners, with what came right behind the first line. */
function terminalChannel(socket: Socket): {
  readonly channel: TerminalChannel;
  readonly begin: (rest: string) => void;
} {
  const store = new DisposableStore();
  const requests = store.add(new Emitter<TerminalRequest>());
  const closed = store.add(new Emitter<void>());
  socket.setTimeout(0);
  socket.removeAllListeners('data');
  // What cannot be understood ends it: who knows what comes next.
  const handleLine = (line: string): void => {
    const request = parseTerminalRequest(line);
    if (request.ok) requests.fire(request.value);
    else socket.destroy();
  };
  socket.once('close', () => {
    closed.fire();
    store.dispose();
  });
  const channel: TerminalChannel = {
    onRequest: requests.event,
    onClose: closed.event,
    send: (kind, bytes) => {
      if (socket.destroyed) return;
      socket.cork();
      socket.write(packetHeader(kind, bytes.length));
      socket.write(bytes);
      socket.uncork();
    },
    dispose: () => {
      socket.destroy();
    },
  };
  return {
    channel,
    begin: (rest) => {
      readLines(socket, rest, handleLine);
    },
  };
}

/** Asks the app that listens at `place`. */
export async function askRunningApp(
  place: ControlSocketPath,
  request: ControlRequest,
): Promise<Result<ControlReply, ControlFailure>> {
  const reached = await reach(place);
  if (!reached.ok) return reached;
  const socket = reached.value;
  socket.setTimeout(IDLE_LIMIT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.write(`${JSON.stringify(request)}\n`);
  const read = await readLine(socket);
  socket.destroy();
  const reply = read === null ? null : parseControlReply(read.line);
  return reply?.ok === true ? ok(reply.value) : err('no-answer');
}

/** Attaches a terminal to the app that listens at `place`. */
export async function attachTerminal(
  place: ControlSocketPath,
): Promise<Result<AttachedSocket, ControlFailure>> {
  const reached = await reach(place);
  if (!reached.ok) return reached;
  const socket = reached.value;
  const store = new DisposableStore();
  const bytes = store.add(new Emitter<Uint8Array>());
  const closed = store.add(new Emitter<void>());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    bytes.fire(chunk);
  });
  socket.once('close', () => {
    closed.fire();
    store.dispose();
  });
  socket.write(`${ATTACH_LINE}\n`);
  return ok({
    onBytes: bytes.event,
    onClose: closed.event,
    send: (request) => {
      socket.write(`${JSON.stringify(request)}\n`);
    },
    dispose: () => {
      socket.destroy();
    },
  });
}

function reach({ path }: ControlSocketPath): Promise<Result<Socket, ControlFailure>> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      resolve(ok(socket));
    });
    socket.once('error', (error) => {
      resolve(err(errorCode(error) === 'EACCES' ? 'not-allowed' : 'not-running'));
    });
  });
}
