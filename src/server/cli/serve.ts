import { statSync } from 'node:fs';
import { createConsoleLogger } from '../console-logger';
import { createSignallingServer, type SignallingServer } from '../index';
import { CRYPTO_RANDOM } from '../random';
import { FileRoomStore, RoomStoreError } from '../rooms/file-room-store';
import type { RoomStore } from '../rooms/room-store';
import { SYSTEM_CLOCK } from '../system-clock';
import { checkPrivileges, dropPrivileges } from './drop-privileges';
import { listen, urlOf } from './listen';
import { makeHttpServer } from './make-http-server';
import type { CliOptions } from './parse-cli-options';
import { UsageError } from './usage-error';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Throws a UsageError when `--web-root` names no folder; the built-in one may be missing. */
function checkWebRoot(webRoot: string | null): void {
  if (webRoot === null) return;
  const isFolder = statSync(webRoot, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) throw new UsageError(`--web-root ${webRoot} is not a folder.`);
}

/** Throws a UsageError when the folder cannot be used. */
function openStore(folder: string | null): RoomStore | undefined {
  if (folder === null) return undefined;
  try {
    return FileRoomStore.open(folder);
  } catch (error) {
    throw error instanceof RoomStoreError ? new UsageError(error.message) : error;
  }
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

/** Starts what the options say, in the order that root needs: key, port, and then no root any more. */
export async function serve(options: CliOptions, builtInWebRoot: string): Promise<RunningServer> {
  checkPrivileges(options);
  checkWebRoot(options.webRoot);
  const logger = createConsoleLogger({ threshold: options.logLevel });
  const httpServer = makeHttpServer(options);
  const port = await listen(httpServer, options);
  dropPrivileges(options);
  // In the same turn, before anybody is answered: who writes the kept rooms later reads them now.
  const store = openStore(options.dataFolder);
  const signalling = createSignallingServer(
    httpServer,
    { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM },
    {
      allowedOrigins: options.allowedOrigins,
      trustedProxies: options.trustedProxies,
      webRoot: options.webRoot ?? builtInWebRoot,
      rooms: {
        pools: options.isPrivate ? 'private' : 'open',
        maxGuests: options.maxGuests,
        ...(store === undefined ? {} : { store }),
        ...(options.maxRooms === null ? {} : { maxRooms: options.maxRooms }),
      },
    },
  );
  await addRooms(signalling, options.rooms);
  return { url: urlOf(options, port), stop: () => signalling.close() };
}
