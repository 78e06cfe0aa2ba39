import { statSync } from 'node:fs';
import { createConsoleLogger } from '../console-logger';
import { createSignallingServer } from '../index';
import { CRYPTO_RANDOM } from '../random';
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

/** Starts what the options say, in the order that root needs: key, port, and then no root any more. */
export async function serve(options: CliOptions, builtInWebRoot: string): Promise<RunningServer> {
  checkPrivileges(options);
  checkWebRoot(options.webRoot);
  const logger = createConsoleLogger({ threshold: options.logLevel });
  const httpServer = makeHttpServer(options);
  const signalling = createSignallingServer(
    httpServer,
    { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM },
    { allowedOrigins: options.allowedOrigins, webRoot: options.webRoot ?? builtInWebRoot },
  );
  const port = await listen(httpServer, options);
  dropPrivileges(options);
  return { url: urlOf(options, port), stop: () => signalling.close() };
}
