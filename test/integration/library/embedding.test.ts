import { execFileSync, type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type HeardLine,
  type MediaClient,
  MediaClientError,
  openMediaClient,
} from '../../../src/alone/client/library';
import { SOUND_MS, SOUND_RATE_HZ } from '../../../src/alone/media/node-track';
import { toSamples } from '../../../src/alone/media/samples';
import { TestCard } from '../../../src/alone/media/test-card';
import { WavWriter } from '../../../src/alone/media/wav-file';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import { pearson } from '../../helpers/picture-match';
import { TestClient } from '../server/helpers/test-client';
import { freePort } from '../../../scripts/lib/free-port.mjs';

// The programs of the pages, as they are printed, on the package as it is packed.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGES = ['embedding.md', 'bots.md']
  .map((page) => readFileSync(join(ROOT, 'docs', page), 'utf8'))
  .join('\n');

const run = promisify(execFile);

/** What stands in the block of that name. */
function blockOf(name: string): string {
  const block = new RegExp(`^\`\`\`\\w+ ${name}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGES)?.[1];
  if (block === undefined) throw new Error(`no page has a block called ${name}`);
  return block;
}

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function pack(folder: string): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const output = execFileSync('npm', args, { cwd: ROOT, stdio: 'pipe' });
  return (JSON.parse(output.toString()) as Packed[])[0];
}

/**
 * What the package says that it needs, as npm would install it: one folder up, where Node looks
 * next. Types of Node.js are whoever's who asks for types.
 */
function linkDependencies(installed: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of [...Object.keys(dependencies), '@types']) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place, 'dir');
  }
}

let folder: string;
let app: string;
let packed: Packed;
beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build-library.mjs')], {
    cwd: ROOT,
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  folder = mkdtempSync(join(tmpdir(), 'webcrt-embedding-'));
  packed = pack(folder);
  app = join(folder, 'app');
  const installed = join(app, 'node_modules', 'webcrt');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', packed.filename, '-C', installed, '--strip-components=1'], {
    cwd: folder,
  });
  linkDependencies(installed);
  for (const name of ['server.mjs', 'client.mjs', 'bot.mjs', 'parrot.mjs'])
    writeFileSync(join(app, name), blockOf(name));
}, 240_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let serving: ChildProcess | undefined;
afterEach(() => {
  serving?.kill('SIGKILL');
  serving = undefined;
});

async function serve(): Promise<string> {
  const port = await freePort(0, '127.0.0.1');
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: app,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  serving = child;
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  expect(line.toString()).toBe(`Listening on http://127.0.0.1:${port}\n`);
  return `http://127.0.0.1:${port}`;
}

async function runClient(...args: string[]): Promise<string> {
  const all = ['client.mjs', ...args];
  const { stdout } = await run(process.execPath, all, { cwd: app, timeout: 120_000 });
  return stdout;
}

describe('the page on embedding', () => {
  it('has a server and a client that do what it says', async () => {
    const url = await serve();
    expect(await runClient(url, 'mallory')).toBe(blockOf('mallory'));
    expect(await runClient(url, 'ann')).toBe(blockOf('ann'));
    const server = serving;
    if (server === undefined) throw new Error('no server');
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('shows programs that fit the types of the package', async () => {
    const misspelt = blockOf('client.mjs').replace('joined.room.name', 'joined.room.nmae');
    writeFileSync(join(app, 'misspelt.mjs'), misspelt);
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = '--noEmit --allowJs --checkJs --strict --skipLibCheck --module nodenext';
    const files = ['server.mjs', 'client.mjs', 'bot.mjs', 'parrot.mjs', 'misspelt.mjs'];
    const complaints = await new Promise<string>((resolve) => {
      const all = [tsc, ...args.split(' '), '--target', 'es2023', '--types', 'node', ...files];
      execFile(process.execPath, all, { cwd: app }, (_error, stdout) => {
        resolve(stdout);
      });
    });
    // One, about what is not there: these are types, and the page keeps to them.
    expect(complaints.trim().split('\n')).toHaveLength(1);
    expect(complaints).toMatch(/^misspelt\.mjs.*'nmae'/);
  }, 300_000);
});

describe('the page on bots', () => {
  it('has one of twenty lines, which answers and declines as it says', async () => {
    const lines = blockOf('bot.mjs')
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(20);
    const url = await serve();
    const bot = spawn(process.execPath, ['bot.mjs', url], {
      cwd: app,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ann = await new TestClient(url).connected();
    try {
      await once(bot.stdout, 'data');
      await ann.signIn('ann');
      await ann.ask('chat:tell', { to: 'dice', text: 'hello' });
      await ann.ask('chat:tell', { to: 'dice', text: 'roll 20' });
      const answer = await ann.next('chat:message');
      expect(answer).toMatchObject({ from: 'dice', to: 'ann' });
      expect(Number(/^ann rolls (\d+)\.$/.exec(answer.text)?.[1])).toBeLessThanOrEqual(20);
      await ann.ask('chat:say', { text: 'roll' });
      expect(await ann.next('chat:message')).toMatchObject({ from: 'dice', to: null });
      await ann.ask('call:invite', { to: 'dice' });
      expect(await ann.next('call:ended')).toMatchObject({
        reason: 'declined',
        text: 'Write to me: roll 20',
      });
    } finally {
      ann.dispose();
      bot.kill();
      await once(bot, 'exit');
    }
  });
});

describe('the bot with picture and sound', () => {
  let server: ChildProcess | undefined;
  let url: string;
  let bot: ChildProcess;
  let ann: MediaClient;
  beforeAll(async () => {
    writeTone(join(app, 'hello.wav'));
    url = await serve();
    // For all of these tests.
    [server, serving] = [serving, undefined];
    bot = await startBot(url, 'lobby');
    ann = await openMediaClient({ server: url, name: 'ann' });
  });
  afterAll(async () => {
    await ann?.close();
    bot?.kill();
    server?.kill('SIGKILL');
  });

  it('has twenty lines', () => {
    const lines = blockOf('parrot.mjs')
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(20);
  });

  it('is heard and seen by who comes into its room', async () => {
    const heard: number[] = [];
    const frames: I420Frame[] = [];
    ann.onPerson((person) => {
      person.onSound((sound) => heard.push(loudnessAt(TONE_HZ, sound)));
      person.onFrame((frame) => frames.push({ ...frame, y: frame.y.slice() }));
    });
    await ann.join('lobby');
    // As loud as it is in the file; a slow machine misses the beginning.
    await expect
      .poll(() => heard.filter((level) => level > 0.8 * TONE_LEVEL).length * SOUND_MS)
      .toBeGreaterThan(0.5 * TONE_MS);
    await expect.poll(() => frames.length).toBeGreaterThan(10);
    const { y, yStride, width } = frames[frames.length - 1];
    const row = Array.from({ length: width }, (_, x) => y[yStride * 8 + x]);
    const card = new TestCard(640, 480).next();
    const sent = row.map((_, x) => card.y[card.yStride * 8 + Math.floor((x * 640) / width)]);
    expect(pearson(row, sent)).toBeGreaterThan(0.9);
  });

  it('tells what it sees, and that it sees nothing', async () => {
    const answers: HeardLine[] = [];
    ann.onLine((line) => answers.push(line));
    ann.say('look');
    await expect.poll(() => answers.map(({ text }) => text)).toEqual(['I do not see you, ann.']);
    expect(answers[0]).toMatchObject({ from: 'parrot', to: 'room' });
    const showing = setInterval(() => void ann.show(leftHalf()), 33);
    // Bright is on the left: there are letters, and none on the right.
    await expect
      .poll(
        async () => {
          const before = answers.length;
          ann.say('look');
          await expect.poll(() => answers.length).toBeGreaterThan(before);
          const rows = answers[answers.length - 1].text.split('\n');
          return rows.length > 5 && rows.every((line) => /^\S{14,18}\s*$/.test(line));
        },
        { interval: 500 },
      )
      .toBe(true);
    clearInterval(showing);
  });

  it('is told why something did not come to be', async () => {
    ann.leave();
    await expect(ann.call('nobody')).rejects.toMatchObject({ reason: 'no-such-person' });
    await expect(ann.join('cellar')).rejects.toBeInstanceOf(MediaClientError);
    const taken = openMediaClient({ server: url, name: 'parrot' });
    await expect(taken).rejects.toMatchObject({ reason: 'name-taken' });
  });

  it('answers a call where it was given no room, and another after it', async () => {
    const other = await serve();
    await ann.close();
    bot.kill();
    bot = await startBot(other);
    ann = await openMediaClient({ server: other, name: 'ann' });
    for (let time = 0; time < 2; time++) {
      const parrot = await ann.call('parrot');
      expect(parrot.name).toBe('parrot');
      let loudest = 0;
      parrot.onSound((sound) => (loudest = Math.max(loudest, loudnessAt(TONE_HZ, sound))));
      await expect.poll(() => loudest).toBeGreaterThan(0.8 * TONE_LEVEL);
      const gone = new Promise((resolve) => ann.onGone(resolve));
      ann.hangUp();
      await gone;
    }
  });
});

/** Runs the bot as it is printed, until it says that it is there. */
async function startBot(url: string, ...room: string[]): Promise<ChildProcess> {
  const words = ['parrot.mjs', url, 'hello.wav', ...room];
  const bot = spawn(process.execPath, words, { cwd: app, stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await Promise.race([once(bot.stdout, 'data'), once(bot, 'exit')]);
  expect(String(line[0])).toBe('Here as parrot.\n');
  return bot;
}

const TONE_HZ = 440;
const TONE_LEVEL = 0.5;
const TONE_MS = 1_500;

function writeTone(path: string): void {
  const sound = new Float32Array((SOUND_RATE_HZ * TONE_MS) / 1_000).map(
    (_, at) => TONE_LEVEL * Math.sin((2 * Math.PI * TONE_HZ * at) / SOUND_RATE_HZ),
  );
  const writer = new WavWriter(path);
  writer.write(toSamples(sound));
  writer.dispose();
}

/** The amplitude of one tone in `sound`, which is as long as whole waves of it nearly are. */
function loudnessAt(hz: number, sound: Float32Array): number {
  let [real, imaginary] = [0, 0];
  for (const [at, sample] of sound.entries()) {
    const angle = (2 * Math.PI * hz * at) / SOUND_RATE_HZ;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / sound.length;
}

/** White on its left, black on its right. */
function leftHalf(): I420Frame {
  const [width, height] = [320, 240];
  const y = new Uint8Array(width * height).map((_, at) => (at % width < width / 2 ? 235 : 16));
  const grey = new Uint8Array((width / 2) * (height / 2)).fill(128);
  const strides = { yStride: width, uStride: width / 2, vStride: width / 2 };
  const colour = { matrix: 'bt601', isFullRange: false } as const;
  return { format: 'i420', width, height, y, u: grey, v: grey, ...strides, colour };
}

describe('the package', () => {
  it('holds the library, its types and its page, and of the desktop app only where it starts', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const name of ['server', 'client', 'media']) {
      expect(paths).toContain(`out/library/${name}.js`);
      expect(paths).toContain(`out/library/${name}.d.ts`);
    }
    expect(paths).toContain('docs/embedding.md');
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/[\w.-]+\.md|out\/(library|manual|server|renderer)\/|out\/main\/(licences\.txt|(webcrt|index|chunks\/[\w-]+)\.js)$)/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('holds the pages that its pages lead to', () => {
    const paths = packed.files.map(({ path }) => path);
    const pages = paths.filter((path) => path.endsWith('.md'));
    const linked = pages.flatMap((path) => {
      const page = readFileSync(join(ROOT, path), 'utf8');
      return [...page.matchAll(/\]\(([\w./-]+\.md)[#)]/g)].map(([, link = '']) =>
        posix.join(posix.dirname(path), link),
      );
    });
    expect(linked).toContain('docs/settings.md');
    expect(linked.filter((path) => path.startsWith('docs/') && !paths.includes(path))).toEqual([]);
  });

  it('opens its command to whoever has installed nothing but it', async () => {
    const command = join(app, 'node_modules', 'webcrt', 'out', 'server', 'cli.js');
    const { stdout } = await run(process.execPath, [command, '--help']);
    expect(stdout).toContain('Usage: webcrt-server');
  });

  it('has programs of one version, which run without Electron', async () => {
    const installed = join(app, 'node_modules', 'webcrt');
    const { bin, version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      readonly bin: Readonly<Record<string, string>>;
      readonly version: string;
    };
    expect(Object.keys(bin).sort()).toEqual(['webcrt', 'webcrt-server']);
    for (const path of Object.values(bin)) {
      const { stdout } = await run(process.execPath, [join(installed, path), '--version']);
      expect(stdout).toMatch(
        new RegExp(`^${version.replaceAll('.', '\\.')}( \\([0-9a-f]{12}.*\\))?\n$`),
      );
    }
    const nobody = ['ctl', 'status', `--user-data-dir=${folder}`];
    await expect(
      run(process.execPath, [join(installed, bin.webcrt), ...nobody]),
    ).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^No WebCRT app runs/) as string,
    });
  });

  it('has a server that people can come to, and that tells what it is', async () => {
    const command = join(app, 'node_modules', 'webcrt', 'out', 'server', 'cli.js');
    const child = spawn(process.execPath, [command, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    serving = child;
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /^Listening on (\S+)\n$/.exec(line.toString())?.[1] ?? '';
    const health = (await (await fetch(new URL('healthz', url))).json()) as object;
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    expect(health).toMatchObject({ ok: true, version });
    expect(health).toHaveProperty('commit');
    expect(await (await fetch(url)).text()).toContain('<title>WebCRT');
  });

  it('has manual pages and completions of its programs', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const name of ['webcrt', 'webcrt-server']) {
      expect(paths).toContain(`out/manual/man1/${name}.1`);
      for (const file of [`bash/${name}`, `zsh/_${name}`, `fish/${name}.fish`])
        expect(paths).toContain(`out/manual/${file}`);
    }
  });

  it('holds the web client, with the fonts that its stage is drawn in', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toContain('out/renderer/web.html');
    const fonts = paths.flatMap(
      (path) => /^out\/renderer\/assets\/(.+)-[\w-]{8}\.ttf$/.exec(path)?.[1] ?? [],
    );
    expect(fonts.sort()).toEqual(['DejaVuSansMono', 'DejaVuSansMono-Bold']);
  });

  it('opens nothing else', async () => {
    const probe = join(app, 'probe.mjs');
    for (const path of ['webcrt', 'webcrt/out/server/cli.js', 'webcrt/src/server/index.ts']) {
      writeFileSync(probe, `await import('${path}');\n`);
      const outcome = new Promise((resolve) => {
        execFile(process.execPath, [probe], (error, _stdout, stderr) => {
          resolve(error === null ? 'imported' : /ERR_\w+/.exec(stderr)?.[0]);
        });
      });
      expect(await outcome, path).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
    }
  });
});
