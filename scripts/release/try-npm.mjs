import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { freePort } from '../lib/free-port.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { runQuietly, start, stop } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';

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
      if (!IS_WINDOWS)
        await tryTerminal(join(folder, 'node_modules/webcrt/out/main/webcrt.js'), url);
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
 * The app of this checkout, signed in at the server of the package, used by `webcrt tty` of it; and
 * called by another, which needs no app.
 *
 * @param {string} program
 * @param {string} url
 */
async function tryTerminal(program, url) {
  const { launchElectronApp } = await importTypeScript('test/electron-host/launch.ts');
  const { TtyTerminal } = await importTypeScript('test/helpers/tty-terminal.ts');
  const server = url.replace(/^http/, 'ws').replace(/\/$/, '');
  const app = await launchElectronApp({ argv: ['--server', server, '--user', 'ann'] });
  try {
    const words = ['tty', `--user-data-dir=${app.userDataDir}`];
    const tty = new TtyTerminal({ program, words });
    try {
      await tty.waitFor(/signed in as ann/);
      tty.enter('call echo');
      await tty.waitFor(/in call with echo/);
      tty.enter('/hangup');
      await tty.waitFor(/no call/);
      say('webcrt tty shows the app that runs, and calls by it.');
      await tryAlone(program, server, { tty, window: app.window });
      await leave(tty);
    } finally {
      await tty.close();
    }
  } finally {
    await app.close();
  }
}

/**
 * @param {string} program
 * @param {string} server
 * @param {object} ann whom it calls: her terminal, and the window of her app
 * @param {import('../lib/import-typescript.mjs').TtyTerminal} ann.tty
 * @param {import('playwright-core').Page} ann.window
 */
async function tryAlone(program, server, ann) {
  const { TtyTerminal } = await importTypeScript('test/helpers/tty-terminal.ts');
  const { AppDriver } = await importTypeScript('test/helpers/app-driver.ts');
  const { patternClip } = await importTypeScript('test/helpers/fake-camera.ts');
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-alone-'));
  const own = ['--camera', patternClip(), `--user-data-dir=${folder}`];
  const words = ['tty', '--server', server, '--user', 'bob', ...own];
  const bob = new TtyTerminal({ program, words });
  try {
    await bob.waitFor(/signed in as bob/);
    bob.enter('call ann');
    await ann.tty.waitFor(/bob is calling|bob calls/i);
    ann.tty.enter('/answer');
    await Promise.all([bob.waitFor(/in call with ann/), ann.tty.waitFor(/in call with bob/)]);
    await new AppDriver({ page: ann.window, close: async () => {} }).expectPicture('bob');
    // One word: a column of chat is narrow.
    bob.enter('bonjour');
    await ann.tty.waitFor(/\bbonjour\b/);
    bob.enter('/hangup');
    await ann.tty.waitFor(/no call/);
    await leave(bob);
  } finally {
    await bob.close();
    rmSync(folder, { recursive: true, force: true });
  }
  say('webcrt tty --server calls without an app, is seen, and says what is typed.');
}

/** @param {import('../lib/import-typescript.mjs').TtyTerminal} tty */
async function leave(tty) {
  tty.type('\x04');
  if ((await tty.exited) !== 0) throw new UserError('webcrt tty did not end well.');
}

/**
 * What docs/embedding.md prints does what it says, by `webcrt/server` and `webcrt/client`.
 *
 * @param {string} folder
 */
async function tryLibrary(folder) {
  const page = readFileSync(fromRoot('docs/embedding.md'), 'utf8');
  const block = (/** @type {string} */ name) => {
    const text = new RegExp(`^\`\`\`\\w+ ${name}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1];
    if (text === undefined) throw new UserError(`docs/embedding.md has no block called ${name}.`);
    return text;
  };
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
