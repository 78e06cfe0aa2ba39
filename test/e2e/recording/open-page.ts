import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { launchPerson, type Person } from '../../helpers/browser';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { waitUntil } from '../../helpers/wait-until';
import type {} from './recording-page';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

export interface RecordingPage extends Person {
  /** Waits until the page says yes. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
}

/** Builds the page as the app is built, and opens it with the clip of a head as its camera. */
export async function openRecordingPage(): Promise<RecordingPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'webcrt-recording-'));
  const common = { root: ROOT, configFile: false, logLevel: 'error' } as const;
  const input = join(ROOT, 'page.html');
  await build({
    ...common,
    worker: { format: 'es' },
    build: { outDir, rollupOptions: { input }, minify: false },
  });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const person = await launchPerson({ clip: HEAD_CLIP });
  const { port } = server.httpServer.address() as AddressInfo;
  await person.page.goto(`http://127.0.0.1:${port}/page.html`);
  await person.page.evaluate(() => window.recordingLab.show());
  return {
    ...person,
    until: (holds) => waitUntil(person.page, holds),
    close: async () => {
      await person.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
