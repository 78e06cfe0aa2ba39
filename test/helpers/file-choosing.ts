import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Download } from 'playwright-core';
import type { AppDriver } from './app-driver';

/** Types `line`, which opens the browser's own window, and chooses there. */
export async function chooseFiles(
  person: AppDriver,
  line: string,
  paths: readonly string[],
): Promise<void> {
  const [chooser] = await Promise.all([person.page.waitForEvent('filechooser'), person.type(line)]);
  await chooser.setFiles([...paths]);
}

export async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
