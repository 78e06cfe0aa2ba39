import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/free-port.mjs';
import { launchPerson, type Person } from '../helpers/browser';

// The page for which docs/embedding.md has the program, as it is printed, by the commands there.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs', 'embedding.md'), 'utf8');
const MAX_LINES = 60;

function blockOf(name: string): string {
  const block = new RegExp(`^\`\`\`\\w+ ${name}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGE)?.[1];
  if (block === undefined) throw new Error(`the page has no block called ${name}`);
  return block;
}

let folder: string;
let serving: ChildProcess;
let url: string;
let person: Person;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-screens-'));
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'page'));
  // What `npm install` makes of it, and of the tool that the page names.
  symlinkSync(ROOT, join(folder, 'node_modules', 'webcrt'), 'dir');
  for (const name of ['rolldown', '.bin']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
  }
  for (const name of ['screens.js', 'page/web.html']) {
    writeFileSync(join(folder, name), blockOf(name));
  }
  const server = blockOf('server.mjs').replace('WEB_CLIENT_FOLDER,', "'page',");
  expect(server).toContain("webRoot: 'page',");
  writeFileSync(join(folder, 'server.mjs'), server.replace(', WEB_CLIENT_FOLDER', ''));
  execFileSync('sh', ['-c', blockOf('screens')], { cwd: folder, stdio: 'pipe' });
  const port = await freePort(0, '127.0.0.1');
  url = `http://127.0.0.1:${port}/`;
  serving = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(serving.stdout!, 'data');
  person = await launchPerson();
}, 180_000);
afterAll(async () => {
  await person?.close();
  serving?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Screens in a window on which there is a picture that moves. */
async function playing(page: Page): Promise<number> {
  return page.evaluate(() => {
    const screens = [...document.querySelectorAll('video')];
    return screens.filter(({ videoWidth, currentTime }) => videoWidth > 0 && currentTime > 0)
      .length;
  });
}

it('a page in under sixty lines has a screen for each who comes, gone when they go', async () => {
  expect(blockOf('screens.js').trim().split('\n').length).toBeLessThan(MAX_LINES);
  const { context, page: first } = person;
  await first.goto(url);
  await expect.poll(() => first.title()).toBe('Screens');
  const second = await context.newPage();
  await second.goto(url);
  await expect.poll(() => playing(first)).toBe(1);
  const third = await context.newPage();
  await third.goto(url);
  for (const page of [first, second, third]) await expect.poll(() => playing(page)).toBe(2);
  await second.goto('about:blank');
  for (const page of [first, third]) {
    await expect.poll(() => page.locator('video').count()).toBe(1);
    expect(await playing(page)).toBe(1);
  }
  // But for the icon that browsers ask every server for.
  const errors = person.pageErrors.filter((error) => !error.includes('status of 404'));
  expect(errors).toEqual([]);
});
