import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface VirtualDisplay {
  /** For the environment variable DISPLAY. */
  readonly name: string;
  close(): Promise<void>;
}

/** Starts an X server that shows nothing, on a display of its own choice. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  // -displayfd 3: it writes the number of its display to file descriptor 3 once it is ready.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    server.once('close', () => {
      resolve();
    }),
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    void ended.then(() => {
      reject(new Error('Xvfb ended before it was ready'));
    });
    (server.stdio[3] as Readable).once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    });
  });
  return {
    name: `:${number}`,
    close: async () => {
      server.kill();
      await ended;
    },
  };
}
