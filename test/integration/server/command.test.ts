import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { COMMAND_FILE, RunningCommand, runCommand } from './helpers/command';
import { copyServer } from './helpers/copy-server';
import { TestClient } from './helpers/test-client';

let folder: string;
let certificate: string;
let key: string;
let running: RunningCommand | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-command-'));
  certificate = join(folder, 'certificate.pem');
  key = join(folder, 'key.pem');
  const subject = [
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
      .concat(['-days', '1', '-keyout', key, '-out', certificate])
      .concat(subject),
    { stdio: 'pipe' },
  );
});
afterEach(async () => {
  await running?.stop('SIGKILL');
  running = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A web client that everybody may read. */
function readableWebRoot(): string {
  const webRoot = join(folder, 'web');
  mkdirSync(webRoot, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  writeFileSync(join(webRoot, 'web.html'), '<title>page</title>');
  return webRoot;
}

async function start(...args: string[]): Promise<RunningCommand> {
  running = await RunningCommand.start(...args);
  return running;
}

describe('webcrt-server', () => {
  it('can be run as a file, and helps', async () => {
    expect(statSync(COMMAND_FILE).mode & 0o111).toBe(0o111);
    const { stdout } = await runCommand('--help');
    const options = [
      ...['--host', '--port', '--certificate', '--key', '--insecure', '--allow-origin'],
      ...['--data', '--room', '--private-pools', '--max-rooms', '--max-guests', '--roster'],
      ...['--gateway', '--turn', '--turn-secret-file', '--turn-ttl-minutes'],
      ...['--web-root', '--user', '--group', '--trace', '--debug', '--verbose', '--quiet'],
      ...['--metrics', '--log-format', '--version', '--help'],
    ];
    for (const option of options) expect(stdout).toContain(option);
    expect(execFileSync(COMMAND_FILE, ['--version']).toString()).toMatch(
      /^\d+\.\d+\.\d+(-[\w.]+)?( \([0-9a-f]{12}(-dirty)?\))?\n$/,
    );
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('says goodbye on %s and exits with 0', async (signal) => {
    const server = await start();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const ann = await new TestClient(server.url).connected();
    await ann.signIn('ann');
    const stopping = ann.next('server:stopping');
    expect(await server.stop(signal)).toBe(0);
    expect((await stopping).retryInMs).toBeGreaterThanOrEqual(0);
    expect(await ann.closed()).toBe('io server disconnect');
    expect(server.stderr).toBe('');
  });

  it.runIf(process.platform === 'linux')(
    'says so when no folder can be made for --data',
    async () => {
      const refused = await runCommand('--port', '0', '--data', '/proc/webcrt/rooms');
      expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
      expect(refused.stderr).toBe(
        'webcrt-server: Cannot make the folder /proc/webcrt/rooms (ENOENT).\n',
      );
    },
  );

  it('takes an IPv6 address as pages write it', async () => {
    const refused = await runCommand('--port', '99999', '--host', '[::1]');
    expect(refused.stderr).not.toContain('--host');
    const server = await start('--host', '[::1]');
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  });

  it('shares its --data folder with no other, and leaves it to the next', async () => {
    const data = join(folder, 'kept');
    const first = await start('--data', data);
    const refused = await runCommand('--port', '0', '--data', data);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `webcrt-server: --data ${data} is in use by the server with process id ${first.process.pid}. ` +
        'Stop that one, or name another folder.\n',
    );
    await first.stop('SIGKILL');
    const second = await start('--data', data);
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(existsSync(join(data, 'server.lock'))).toBe(false);
  });

  it('says what --data is to name when it names a file', async () => {
    const refused = await runCommand('--port', '0', '--data', certificate);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `webcrt-server: ${certificate} is a file, or lies behind one, and kept rooms go to a folder: ` +
        'name another, it is made when it is missing.\n',
    );
  });

  it('serves over TLS with a certificate', async () => {
    const server = await start('--certificate', certificate, '--key', key);
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/);
    const status = await new Promise((resolve, reject) => {
      get(`${server.url}health`, { ca: readFileSync(certificate) }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(200);
    const ann = new TestClient(server.url, { ca: readFileSync(certificate, 'utf8') });
    await (await ann.connected()).signIn('ann');
    const stopping = ann.next('server:stopping');
    expect(await server.stop()).toBe(0);
    await stopping;
  });

  it('refuses plain http where others can reach it, unless told', async () => {
    const refused = await runCommand('--host', '0.0.0.0', '--port', '0');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^webcrt-server: .*--certificate and --key.*--insecure.*\n$/);
    const server = await start('--host', '0.0.0.0', '--insecure');
    const { port } = new URL(server.url);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });

  it('accepts the origins that it is told', async () => {
    const server = await start('--allow-origin', 'https://a.test', '--allow-origin', 'app://b');
    for (const origin of ['https://a.test', 'app://b']) {
      const client = await new TestClient(server.url, { origin }).connected();
      client.dispose();
    }
    const other = new TestClient(server.url, { origin: 'https://c.test' });
    await expect(other.connected()).rejects.toThrow();
  });

  it('serves the web client of its choice', async () => {
    writeFileSync(join(folder, 'web.html'), 'mine');
    const server = await start('--web-root', folder);
    expect(await (await fetch(server.url)).text()).toBe('mine');
  });

  it('tells Prometheus how it is, on a port of its own and there alone', async () => {
    const port = await freePort(0, '127.0.0.1');
    const server = await start('--metrics', String(port));
    const ann = await new TestClient(server.url).connected();
    await ann.signIn('ann');
    await ann.send('chat:say', { text: 5 });
    expect(await ann.reasonOf('people:list', {})).toBe('granted');
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toMatch(/^# TYPE webcrt_people gauge$/m);
    expect(text).toMatch(/^webcrt_people 1$/m);
    expect(text).toMatch(/^# TYPE webcrt_connections_total counter$/m);
    expect(text).toMatch(/^webcrt_connections_total 1$/m);
    expect(text).toMatch(/^webcrt_bad_requests_total 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toContain('ann');
    // Asked again it says the same: what is counted is not counted twice.
    const again = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(again).toMatch(/^webcrt_connections_total 1$/m);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${server.url}metrics`)).status).toBe(404);
    ann.dispose();
    expect(await server.stop()).toBe(0);
  });

  it('says which option to change when the port for Prometheus is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = await runCommand('--port', '0', '--metrics', String(port));
    other.close();
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `webcrt-server: Port ${port} on 127.0.0.1 is in use: choose another one with --metrics.\n`,
    );
  });

  it.each([
    [['--log-format', 'text'], /^\d{4}-\S+Z debug {4}a connection ended /m],
    [
      ['--log-format', 'json'],
      /^\{"level":"debug","time":"[^"]+",.*"msg":"a connection ended"\}$/m,
    ],
    // Nobody's terminal.
    [[], /^\{"level":"debug","time":"[^"]+",.*"msg":"a connection ended"\}$/m],
  ])('writes lines of its log as it is told by %j', async (format, line) => {
    const server = await start('--debug', ...format);
    const ann = await new TestClient(server.url).connected();
    await ann.signIn('ann');
    ann.dispose();
    await server.stop();
    expect(server.stderr).toMatch(line);
  });

  it('logs to standard error, without what people say and without their tokens', async () => {
    const server = await start('--trace');
    const ann = await new TestClient(server.url).connected();
    const { resumeToken } = await ann.signIn('ann');
    await ann.ask('chat:tell', { to: 'echo', text: 'my secret' });
    await ann.send('chat:say', { text: 5, secret: 'my secret' });
    ann.dispose();
    await server.stop();
    expect(server.stderr).toContain('a connection ended');
    expect(server.stderr).toContain('malformed request');
    expect(server.stderr).not.toContain('my secret');
    expect(server.stderr).not.toContain(resumeToken);
  });
});

describe('bad usage ends with one line and exit code 2', () => {
  it.each([
    ['an unknown option', ['--colour'], /Unknown option '--colour'/],
    ['an argument', ['8080'], /"8080" is not an option/],
    ['a missing value', ['--host'], /--host/],
    ['a port that is none', ['--port', 'http'], /--port http/],
    ['a port out of range', ['--port', '65536'], /--port 65536/],
    ['a key without a certificate', ['--key', 'x'], /--key needs --certificate/],
    ['a certificate without a key', ['--certificate', 'x'], /--certificate needs --key/],
    ['a file that is not there', ['--certificate', '/no', '--key', '/no'], /there is no such file/],
    ['a folder for a file', ['--certificate', '/', '--key', '/'], /it is a folder/],
    ['two levels of log', ['--quiet', '--debug'], /Choose one/],
    ['an origin that is none', ['--allow-origin', 'example.org'], /not an origin/],
    ['a web root that is none', ['--web-root', '/nowhere'], /not a folder/],
    ['an address of another machine', ['--host', '192.0.2.1', '--insecure'], /not an address/],
    ['a name for an option', ['--user', '-x y'], /--user/],
  ])('%s', async (_what, args, sentence) => {
    const result = await runCommand(...args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/^webcrt-server: [^\n]+\n$/);
    expect(result.stderr).toMatch(sentence);
  });

  it('a certificate that is none', async () => {
    const file = join(folder, 'junk.pem');
    writeFileSync(file, 'junk');
    const result = await runCommand('--certificate', file, '--key', key);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/^webcrt-server: .*belong together.*\n$/);
  });

  it('a port in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const result = await runCommand('--port', String(port));
    other.close();
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(/^webcrt-server: Port \d+ .* is in use.*\n$/);
  });
});

describe('--user and --group', () => {
  const isRoot = process.getuid?.() === 0;

  it.runIf(isRoot)('give up root after the port is bound and the key read', async () => {
    const tls = ['--certificate', certificate, '--key', key];
    // Wherever this checkout lies: in root's home, say, nobody may read the built-in one.
    const server = await start('--user', 'nobody', '--web-root', readableWebRoot(), ...tls);
    const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
    const idOf = (option: string): string =>
      execFileSync('id', [option, 'nobody']).toString().trim();
    const [uid, gid] = [idOf('-u'), idOf('-g')];
    expect(status).toContain(`Uid:\t${uid}\t${uid}\t${uid}\t${uid}\n`);
    expect(status).toContain(`Gid:\t${gid}\t${gid}\t${gid}\t${gid}\n`);
    expect(status).toMatch(new RegExp(`Groups:\t${gid} ?\n`));
    expect(await server.stop()).toBe(0);
  });

  it.runIf(isRoot)('work where that user may not read the program', async () => {
    const home = mkdtempSync(join(tmpdir(), 'webcrt-home-'));
    const command = copyServer(join(home, 'webcrt'));
    const [client, webRoot] = [join(home, 'webcrt/out/renderer'), readableWebRoot()];
    try {
      running = await RunningCommand.startFile(command, '--user', 'nobody', '--web-root', webRoot);
      const ann = await new TestClient(running.url).connected();
      expect(await ann.signIn('ann')).toMatchObject({ ok: true });
      expect((await fetch(running.url)).status).toBe(200);
      expect(await running.stop()).toBe(0);
      mkdirSync(client, { recursive: true });
      writeFileSync(join(client, 'web.html'), '<title>page</title>');
      const failure = RunningCommand.startFile(command, '--user', 'nobody');
      await expect(failure).rejects.toThrow(
        `webcrt-server: nobody may not read the web client in ${client}: put WebCRT where they may`,
      );
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it.runIf(isRoot)('must exist', async () => {
    const user = await runCommand('--port', '0', '--user', 'nosuchuser');
    expect(user).toMatchObject({ exitCode: 2, stdout: '' });
    expect(user.stderr).toBe('webcrt-server: There is no user nosuchuser on this machine.\n');
    const group = await runCommand('--port', '0', '--group', 'nosuchgroup');
    expect(group.stderr).toBe('webcrt-server: There is no group nosuchgroup on this machine.\n');
  });

  it.skipIf(isRoot)('need root', async () => {
    const result = await runCommand('--port', '0', '--user', 'nobody');
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain('needs root');
  });
});
