import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, stop } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';

const EMBEDDER = `
import { createServer } from 'node:http';
import { createSignallingServer, WEB_CLIENT_FOLDER } from 'webcrt/server';
import * as client from 'webcrt/client';
const http = createServer();
const server = createSignallingServer(http, { webRoot: WEB_CLIENT_FOLDER });
console.log(typeof server.close, Object.keys(client).length > 0);
process.exit(0);
`;

/** @type {typeof import('./try-npm.mjs').tryNpmPackage} */
export async function tryNpmPackage(tarball, version) {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-npm-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const args = ['install', '--no-audit', '--no-fund', tarball];
    execFileSync('npm', args, { cwd: folder, stdio: 'pipe', shell: process.platform === 'win32' });
    const bin = join(folder, 'node_modules/webcrt/out');
    for (const program of ['main/webcrt.js', 'server/cli.js']) {
      const said = execFileSync(process.execPath, [join(bin, program), '--version']).toString();
      if (!said.startsWith(version)) throw new UserError(`${program} says that it is ${said}`);
    }
    const nobody = ['ctl', 'status', `--user-data-dir=${folder}`];
    const { status } = spawnSync(process.execPath, [join(bin, 'main/webcrt.js'), ...nobody]);
    if (status !== 3) throw new UserError(`webcrt ctl ended with ${status} where no app runs.`);
    await tryServer(join(bin, 'server/cli.js'), version);
    writeFileSync(join(folder, 'embedder.js'), EMBEDDER);
    const embedded = execFileSync(process.execPath, ['embedder.js'], { cwd: folder }).toString();
    if (embedded !== 'function true\n') throw new UserError(`The library says: ${embedded}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say('webcrt, webcrt-server, webcrt/client and webcrt/server work.');
}

/**
 * @param {string} command
 * @param {string} version
 */
async function tryServer(command, version) {
  const child = start(process.execPath, [command, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(/** @type {NodeJS.ReadableStream} */ (child.stdout), 'data');
    const url = /Listening on (\S+)/.exec(String(line))?.[1] ?? '';
    const health = await (await fetch(new URL('healthz', url))).json();
    if (health.version !== version)
      throw new UserError(`The server says: ${JSON.stringify(health)}`);
    if ((await fetch(url)).status !== 200) throw new UserError('The web client is not there.');
  } finally {
    await stop(child);
  }
}
