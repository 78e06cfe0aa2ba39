import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createNetServer } from 'node:net';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import type { Logger } from '../../shared/base/logger';
import { DAY_MS } from '../../shared/people/duration';
import type { CreateDelta } from '../broadcast/grid-feed';
import { createWatchSsh, openSshHostKey, type WatchSshServer } from '../broadcast/watch-ssh';
import { createConsoleLogger } from '../console-logger';
import { createJsonLogger } from '../json-logger';
import { HeldNamesFile } from '../held-names-file';
import { ClaimFile, ClaimFileError } from '../identity/claim-file';
import type { ClaimStore } from '../identity/claim-store';
import {
  createSignallingServer,
  type SignallingServer,
  type SignallingServerOptions,
} from '../index';
import { CRYPTO_RANDOM } from '../random';
import { FileRoomStore, makeFolder, RoomStoreError } from '../rooms/file-room-store';
import type { RoomOptions } from '../rooms/room-options';
import type { RoomStore } from '../rooms/room-store';
import { openSecret, openTemporaryFolder } from '../secret-file';
import { SYSTEM_CLOCK } from '../system-clock';
import { checkPrivileges, dropPrivileges } from './drop-privileges';
import { FolderLock } from './folder-lock';
import { listen, urlOf } from './listen';
import { createMetrics, createMetricsServer } from './metrics';
import { makeHttpServer } from './make-http-server';
import type { CliOptions } from './parse-cli-options';
import { openTurn } from './read-turn';
import { UsageError } from './usage-error';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the program knows of itself. */
export interface ServedProgram {
  readonly builtInWebRoot: string;
  /** What starts it, options left out. */
  readonly serverCommand: string;
  /** As in SignallingComponents. */
  readonly createDelta?: CreateDelta | undefined;
}

/** Throws a UsageError when `--web-root` names no folder; the built-in one may be missing. */
function checkWebRoot(webRoot: string | null): void {
  if (webRoot === null) return;
  const isFolder = statSync(webRoot, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) throw new UsageError(`--web-root ${webRoot} is not a folder.`);
}

interface KeptData {
  readonly store: RoomStore;
  readonly claimedNames: ClaimStore;
  readonly lock: FolderLock;
}

/** Throws a UsageError when the folder cannot be used, or another server uses it. */
function openData(folder: string | null): KeptData | null {
  if (folder === null) return null;
  try {
    makeFolder(folder);
    // First: what another server is about to write must not be read now.
    const lock = FolderLock.take(folder);
    // However the process ends by itself.
    process.once('exit', () => {
      lock.release();
    });
    return { lock, store: FileRoomStore.open(folder), claimedNames: new ClaimFile(folder) };
  } catch (error) {
    const isForUser = error instanceof RoomStoreError || error instanceof ClaimFileError;
    throw isForUser ? new UsageError(error.message) : error;
  }
}

/**
 * What a restarted server knows of this one; nothing: names and rooms that are not kept
 * end with it.
 */
function openMemory(
  { dataFolder, port: wanted }: CliOptions,
  port: number,
  logger: Logger,
): Pick<SignallingServerOptions, 'restartSecret' | 'heldNames'> {
  const complain = (error: unknown): void => {
    logger.log('warn', 'names are not kept over a restart', { error: String(error) });
  };
  try {
    if (dataFolder !== null) {
      const heldNames = new HeldNamesFile(dataFolder, complain);
      return { restartSecret: openSecret(dataFolder), heldNames };
    }
    // A port of chance is another one after a restart.
    if (wanted === 0) return {};
    // By port: servers of one machine have nothing to do with each other.
    const folder = openTemporaryFolder();
    const heldNames = new HeldNamesFile(folder, complain, `${port}.names`);
    return { restartSecret: openSecret(folder, `${port}.secret`), heldNames };
  } catch (error) {
    logger.log('warn', 'names and rooms will not be taken up after a restart', {
      error: String(error),
    });
    return {};
  }
}

function idleRooms({ keepDays }: CliOptions): Pick<RoomOptions, 'idleRoomMs'> {
  return keepDays === null ? {} : { idleRoomMs: keepMs(keepDays) };
}

function keptNames({ keepDays }: CliOptions): Pick<SignallingServerOptions, 'keepNamesMs'> {
  return keepDays === null ? {} : { keepNamesMs: keepMs(keepDays) };
}

function keepMs(keepDays: number): number | null {
  return keepDays === 0 ? null : keepDays * DAY_MS;
}

/** Rooms that were kept are there already. */
async function addRooms({ rooms }: SignallingServer, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const added = await rooms.add({ name });
    if (!added.ok && added.error !== 'room-exists') {
      throw new UsageError(`--room "${name}" cannot be made (${added.error}).`);
    }
  }
}

/**
 * socket.io and its parts load some modules when they are first used: here, and not once root is
 * given up.
 */
async function loadAllModules({ gateways }: CliOptions): Promise<void> {
  const logger = { log: (): void => undefined };
  const components = { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
  await createSignallingServer(createServer(), components, { gateways }).close();
}

/**
 * Gives up root, where the options say so.
 * @throws {UsageError} when the web client is there, and not for the new user to read
 */
function becomeUser(options: CliOptions, webRoot: string): void {
  const hadClient = existsSync(join(webRoot, 'web.html'));
  dropPrivileges(options);
  if (hadClient && !isReadable(webRoot)) {
    throw new UsageError(
      `${options.user ?? 'That group'} may not read the web client in ${webRoot}: ` +
        'put WebCRT where they may, or say with --web-root where a copy for them is.',
    );
  }
}

function isReadable(folder: string): boolean {
  try {
    accessSync(join(folder, 'web.html'), constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

interface SshListener {
  readonly port: number;
  /** Whoever comes before is turned away. */
  begin(server: WatchSshServer): void;
  close(): void;
}

/** Binds while that may need root; the host key is read by whoever the server is then. */
async function openSsh({ host, sshPort }: CliOptions): Promise<SshListener | null> {
  if (sshPort === null) return null;
  let server: WatchSshServer | null = null;
  const listener = createNetServer((socket) => {
    if (server === null) socket.destroy();
    else server.take(socket);
  });
  const port = await listen(listener, { host, port: sshPort }, SSH_OPTIONS);
  return {
    port,
    begin: (next) => {
      server = next;
    },
    close: () => {
      listener.close();
      server?.dispose();
    },
  };
}

const SSH_OPTIONS = { port: '--ssh-port', host: '--host' } as const;
const METRICS_OPTIONS = { port: '--metrics', host: '--metrics' } as const;

function createLogger({ logLevel: threshold, logFormat }: CliOptions): Logger {
  const isText = logFormat === 'text' || (logFormat === 'auto' && process.stderr.isTTY);
  return isText ? createConsoleLogger({ threshold }) : createJsonLogger({ threshold });
}

/**
 * Starts what the options say, in the order that root needs: keys, port, and then no root any more.
 */
export async function serve(
  options: CliOptions,
  { builtInWebRoot, serverCommand, createDelta }: ServedProgram,
): Promise<RunningServer> {
  checkPrivileges(options);
  checkWebRoot(options.webRoot);
  const logger = createLogger(options);
  const httpServer = makeHttpServer(options);
  const turn = openTurn(options.turn);
  if (options.user !== null || options.group !== null) await loadAllModules(options);
  let metrics: Registry | null = null;
  const metricsServer = createMetricsServer(() => metrics);
  if (options.metrics !== null) await listen(metricsServer, options.metrics, METRICS_OPTIONS);
  const port = await listen(httpServer, options);
  const ssh = await openSsh(options);
  const webRoot = options.webRoot ?? builtInWebRoot;
  becomeUser(options, webRoot);
  // In the same turn, before anybody is answered: who writes the kept rooms later reads them now.
  const kept = openData(options.dataFolder);
  const signalling = createSignallingServer(
    httpServer,
    { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM, createDelta },
    {
      allowedOrigins: options.allowedOrigins,
      trustedProxies: options.trustedProxies,
      publicUrls: options.publicUrls,
      ...(options.connectionsPerAddress === null
        ? {}
        : { maxOpenPerAddress: options.connectionsPerAddress }),
      webRoot,
      serverCommand,
      ...openMemory(options, port, logger),
      roster: options.roster,
      gateways: options.gateways,
      isAlone: true,
      ...turn,
      ...(kept === null ? {} : { claimedNames: kept.claimedNames }),
      ...keptNames(options),
      rooms: {
        pools: options.isPrivate ? 'private' : 'open',
        maxGuests: options.maxGuests,
        ...(kept === null ? {} : { store: kept.store }),
        ...(options.maxRooms === null ? {} : { maxRooms: options.maxRooms }),
        ...idleRooms(options),
      },
    },
  );
  if (ssh !== null && options.dataFolder !== null) {
    ssh.begin(createWatchSsh(openSshHostKey(options.dataFolder), signalling.watch.gate, logger));
    signalling.watch.setSshPort(ssh.port);
  }
  // They watch the event loop and the garbage collection: only for somebody who asks.
  if (options.metrics !== null) metrics = createMetrics(() => signalling.status());
  await addRooms(signalling, options.rooms);
  const stop = async (): Promise<void> => {
    metricsServer.close();
    ssh?.close();
    await signalling.close();
    kept?.lock.release();
  };
  return { url: urlOf(options, port), stop };
}
