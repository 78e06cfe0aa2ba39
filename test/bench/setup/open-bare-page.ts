import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';

const ENTRY = fileURLToPath(new URL('./bare-page.ts', import.meta.url));
/** Of the server, and nothing runs there. */
const PAGE = 'healthz';

/** The script of the bare page, bundled. */
export async function bundleBarePage(): Promise<string> {
  const outputs = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: ENTRY, formats: ['iife'], name: 'bareScript' },
    },
  })) as Rolldown.RolldownOutput[];
  return outputs[0].output[0].code;
}

/** A page of the server's own origin, which it lets in, with a bare peer that has signed in. */
export async function openBarePage(
  context: BrowserContext,
  script: string,
  serverUrl: string,
  name: string,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(serverUrl + PAGE);
  await page.evaluate(script);
  await page.waitForFunction(() => 'bare' in window);
  await page.evaluate(({ serverUrl, name }) => window.bare.signIn(serverUrl, name), {
    serverUrl,
    name,
  });
  return page;
}
