import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../lib/free-port.mjs';
import { runQuietly, start, stop } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';
import { namedBlock } from './named-block.mjs';
import { tryTerminal } from './try-terminal.mjs';

const IS_WINDOWS = process.platform === 'win32';

/** @type {typeof import('./try-npm.mjs').tryNpmPackage} */
export async function tryNpmPackage(tarball, version) {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-npm-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const args = ['install', '--no-audit', '--no-fund', tarball];
    execFileSync('npm', args, { cwd: folder, stdio: 'pipe', shell: IS_WINDOWS });
    const bin = join(folder, 'node_modules/.bin');
    for (const program of ['webcrt', 'webcrt-server'])
      await tryVersion(join(bin, program), version);
    const nobody = ['ctl', 'status', `--user-data-dir=${folder}`];
    const { code } = await runQuietly(join(bin, 'webcrt'), nobody, { shell: IS_WINDOWS });
    if (code !== 3) throw new UserError(`webcrt ctl ended with ${code} where no app runs.`);
    say('webcrt and webcrt-server tell their version; webcrt ctl finds no app.');
    await tryServer(join(bin, 'webcrt-server'), version, async (url) => {
      if (!IS_WINDOWS) await tryTerminal(folder, url);
    });
    await tryLibrary(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} program
 * @param {string} version
 */
async function tryVersion(program, version) {
  const { output } = await runQuietly(program, ['--version'], { shell: IS_WINDOWS });
  if (!output.startsWith(version)) throw new UserError(`${program} says that it is ${output}`);
}

/**
 * @param {string} command
 * @param {string} version
 * @param {(url: string) => Promise<void>} use
 */
async function tryServer(command, version, use) {
  const child = start(command, ['--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: IS_WINDOWS,
  });
  try {
    const [line] = await once(/** @type {NodeJS.ReadableStream} */ (child.stdout), 'data');
    const url = /Listening on (\S+)/.exec(String(line))?.[1] ?? '';
    const health = await (await fetch(new URL('healthz', url))).json();
    if (health.version !== version)
      throw new UserError(`The server says: ${JSON.stringify(health)}`);
    if ((await fetch(url)).status !== 200) throw new UserError('The web client is not there.');
    say(`webcrt-server serves the web client, and is ${health.version} (${health.commit}).`);
    await use(url);
  } finally {
    await stop(child);
  }
}

/**
 * What docs/embedding.md prints does what it says, by `webcrt/server` and `webcrt/client`.
 *
 * @param {string} folder
 */
async function tryLibrary(folder) {
  const block = (/** @type {string} */ name) => namedBlock('docs/embedding.md', name);
  for (const name of ['server.mjs', 'client.mjs']) writeFileSync(join(folder, name), block(name));
  const port = await freePort(0, '127.0.0.1');
  const server = start(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(/** @type {NodeJS.ReadableStream} */ (server.stdout), 'data');
    const args = ['client.mjs', `http://127.0.0.1:${port}`, 'ann'];
    const { output } = await runQuietly(process.execPath, args, { cwd: folder });
    if (output !== block('ann'))
      throw new UserError(`docs/embedding.md says otherwise:\n${output}`);
  } finally {
    await stop(server);
  }
  say('webcrt/server and webcrt/client do what docs/embedding.md prints.');
}
