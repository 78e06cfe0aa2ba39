import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { checkTurn } from '../../../src/server/cli/check/check-turn';
import { CRYPTO_RANDOM, SYSTEM_CLOCK } from '../../../src/server/index';
import { TurnAccounts } from '../../../src/server/turn/turn-accounts';
import { TurnAllocation } from '../../../src/server/turn/turn-client';
import { parseIceUrl } from '../../../src/shared/protocol/ice-url';
import { SEEN_HEADER } from '../../../src/server/seen-request';
import { makeCertificate, type TestCertificate } from '../../helpers/make-certificate';
import { type PathProxy, type ProxyManners, startPathProxy } from '../../helpers/path-proxy';
import { startTurnServer, TURN_SECRET, type TurnServer } from '../../helpers/turn-server';
import { COMMAND_FILE, type CommandResult, RunningCommand } from './helpers/command';

const HOUR_MS = 3_600_000;
/** Of whoever comes to the proxy, as it says. */
const CLIENT = '203.0.113.9';

/** Somebody who owns nothing. */
const NOBODY = 65_534;

/**
 * Whether this user may be another one, who may get at `file`: below a closed home they may not.
 */
function othersMayRun(file: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const look = `require('node:fs').accessSync(${JSON.stringify(file)})`;
  const options = { uid: NOBODY, gid: NOBODY };
  return spawnSync(process.execPath, ['-e', look], options).status === 0;
}

let folder: string;
let certificate: TestCertificate;
let authorities: string;
let secretFile: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-check-'));
  certificate = await makeCertificate();
  authorities = join(folder, 'authorities.pem');
  writeFileSync(authorities, certificate.cert);
  secretFile = join(folder, 'turn-secret');
  writeFileSync(secretFile, `${TURN_SECRET}\n`, { mode: 0o600 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** Runs `webcrt-server check`, which believes the authority of this file. */
function check(...args: string[]): Promise<CommandResult> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: authorities };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [COMMAND_FILE, 'check', ...args],
      { env },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      },
    );
  });
}

/** What is said of a subject, what to do about it included. */
function about(subject: string, { stdout }: CommandResult): string {
  const lines = stdout.split(/\n(?! )/);
  return lines.filter((line) => line.slice(6).startsWith(subject)).join('\n');
}

const wrongLines = ({ stdout }: CommandResult): string[] =>
  stdout.split('\n').filter((line) => line.startsWith('WRONG'));

/** As the proxies of docs/self-hosting.md do. */
function forward(headers: IncomingHttpHeaders): void {
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before === undefined ? CLIENT : `${String(before)}, ${CLIENT}`;
  headers['x-forwarded-proto'] = 'https';
}

interface Way {
  readonly proxy: PathProxy;
  /** As the server was started. */
  readonly options: readonly string[];
}

/** A server with a proxy in front. */
async function startWay(
  manners: ProxyManners = {},
  { base = '/webcrt', trust = ['--trust-proxy', 'loopback'] } = {},
): Promise<Way> {
  const data = mkdtempSync(join(folder, 'data-'));
  const own = ['--data', data, ...trust];
  const server = await RunningCommand.start(...own);
  opened.push({ close: () => server.stop() });
  const tls = certificate;
  const proxy = await startPathProxy(server.url, base, { tls, toServer: forward, ...manners });
  opened.push(proxy);
  const options = ['--port', new URL(server.url).port, ...own, '--public-url', proxy.url];
  return { proxy, options };
}

async function startTurn(...more: string[]): Promise<TurnServer> {
  const turn = await startTurnServer('signed', more);
  opened.push(turn);
  return turn;
}

const turnOptions = (url: string): string[] => [
  ...['--turn', url, '--turn', `${url}?transport=tcp`, '--turn-secret-file', secretFile],
];

describe('webcrt-server check', () => {
  it.each(['/webcrt', ''])('finds nothing wrong with what is right, below "%s"', async (base) => {
    const { options, proxy } = await startWay({}, { base });
    const turn = await startTurn('--denied-peer-ip', '0.0.0.0-255.255.255.255');
    const checked = await check(...options, ...turnOptions(turn.url));
    expect(wrongLines(checked)).toEqual([]);
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
    expect(about('certificate', checked)).toContain('127.0.0.1 has a valid certificate');
    expect(about('path', checked)).toContain(`The server answers at ${proxy.url}.`);
    expect(about('websocket', checked)).toContain('Websockets come through.');
    expect(about('proxy', checked)).toContain('The proxy says who people are');
    expect(about('turn', checked).match(/ relays, at 127\.0\.0\.1/g)).toHaveLength(2);
    expect(checked.stdout).toMatch(/\n\d+ right, 0 wrong, \d+ notes\.\n$/);
    expect(checked.stdout).not.toContain(TURN_SECRET);
  });

  it('says so when a certificate ran out, is for another name, or is vouched for by nobody', async () => {
    const { options, proxy } = await startWay();
    const target = `http://127.0.0.1:${options[1]}/`;
    const checkWith = async (other: TestCertificate): Promise<CommandResult> => {
      const wayIn = await startPathProxy(target, '/webcrt', { tls: other, toServer: forward });
      opened.push(wayIn);
      writeFileSync(authorities, [certificate.cert, other.cert].join('\n'));
      return check(...options, '--public-url', wayIn.url);
    };
    const ended = { notBefore: new Date(Date.now() - 900 * HOUR_MS) };
    const old = await checkWith(
      await makeCertificate({ ...ended, notAfter: new Date(Date.now() - 50 * HOUR_MS) }),
    );
    expect(old.exitCode).toBe(1);
    expect(about('certificate', old)).toContain('ran out 2 days ago.');
    // What is behind it is looked at all the same.
    expect(old.stdout.match(/Websockets come through/g)).toHaveLength(2);
    const other = await checkWith(
      await makeCertificate({ names: [{ type: 'dns', value: 'other.example' }] }),
    );
    expect(about('certificate', other)).toContain('is for DNS:other.example, not for 127.0.0.1.');
    writeFileSync(authorities, (await makeCertificate()).cert);
    const unknown = await check(...options);
    writeFileSync(authorities, certificate.cert);
    expect(about('certificate', unknown)).toContain('No authority that browsers know');
    expect(proxy.astray).toEqual([]);
  });

  it('says so when the proxy lets no websocket through', async () => {
    const { options } = await startWay({ dropsUpgrade: true });
    const checked = await check(...options);
    expect(checked.exitCode).toBe(1);
    expect(wrongLines(checked)).toHaveLength(1);
    expect(about('websocket', checked)).toContain('proxy_set_header Upgrade $http_upgrade');
  });

  it('says so when the proxy asks for another host', async () => {
    const { options, proxy } = await startWay({
      toServer: (headers) => {
        forward(headers);
        headers.host = 'backend.internal';
      },
    });
    const checked = await check(...options);
    expect(about('websocket', checked)).toContain(`does not know ${new URL(proxy.url).host}`);
    expect(about('host', checked)).toContain('is asked for backend.internal');
  });

  it('says so when there is something else at the address', async () => {
    const { options, proxy } = await startWay();
    const astray = await check(...options, '--url', `${new URL(proxy.url).origin}/elsewhere/`);
    expect(about('path', astray)).toContain('is not this server (healthz there has status 404)');
    expect(about('public url', astray)).toContain('/elsewhere/ is no --public-url');
    const shut = await check(
      ...options,
      '--url',
      `https://127.0.0.1:${await freePort(0, '127.0.0.1')}/`,
    );
    expect(about('address', shut)).toContain('Nobody listens at 127.0.0.1:');
    const nameless = await check(...options, '--url', 'https://webcrt.invalid/');
    expect(about('address', nameless)).toContain('Nothing is known of the name webcrt.invalid.');
  });

  it('says so when the proxy drops or changes what the server says of its pages', async () => {
    const { options } = await startWay({
      fromServer: (headers) => {
        delete headers['content-security-policy'];
      },
    });
    expect(about('headers', await check(...options))).toContain('Content-Security-Policy got lost');
  });

  it('says so when the proxy does not tell who people are, or passes on what they make up', async () => {
    const silent = await startWay({
      toServer: (headers) => {
        delete headers['x-forwarded-for'];
      },
    });
    const checked = await check(...silent.options);
    expect(about('proxy', checked)).toContain('The proxy does not say who people are');
    expect(about('proxy https', checked)).toContain('X-Forwarded-Proto is missing');
    const credulous = await startWay({
      toServer: (headers) => {
        headers['x-forwarded-proto'] = 'https';
      },
    });
    expect(about('proxy', await check(...credulous.options))).toContain(
      'limits hold for nobody who lies',
    );
    const unknown = await startWay({}, { base: '', trust: [] });
    expect(about('proxy', await check(...unknown.options))).toContain('--trust-proxy loopback');
  });

  it('says so when the server is down, behind a proxy that is up', async () => {
    const { options } = await startWay();
    await opened.shift()?.close();
    const checked = await check(...options);
    expect(about('server', checked)).toContain('does not answer at http://127.0.0.1:');
    expect(checked.exitCode).toBe(1);
  });

  it('says so when the folder of --data is open to others, or holds what cannot be read', async () => {
    const { options } = await startWay();
    const data = options[options.indexOf('--data') + 1];
    writeFileSync(join(data, 'rooms.json'), '{', { mode: 0o600 });
    chmodSync(data, 0o755);
    const checked = await check(...options);
    expect(about('data', checked)).toContain(`-> chmod 700 ${data}`);
    expect(about('kept', checked)).toContain('rooms.json holds no kept rooms (it is not JSON)');
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(about('data', await check('--data', file))).toContain('is not a folder.');
    const made = await check('--data', join(folder, 'not-yet'));
    expect(about('data', made)).toMatch(/^ok /);
  });

  it.runIf(othersMayRun(COMMAND_FILE))(
    'says so when its user may not use a file or folder',
    async () => {
      const closed = join(folder, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      chmodSync(folder, 0o755);
      const args = ['--data', closed, '--turn', 'turn:127.0.0.1', '--turn-secret-file', secretFile];
      const output = await new Promise<string>((resolve) => {
        const options = { uid: NOBODY, gid: NOBODY, env: { PATH: process.env.PATH } };
        execFile(process.execPath, [COMMAND_FILE, 'check', ...args], options, (_error, stdout) => {
          resolve(stdout);
        });
      });
      const checked = { exitCode: 1, stdout: output, stderr: '' };
      expect(about('data', checked)).toContain(`This user may not write in ${closed} (EACCES).`);
      expect(about('turn secret', checked)).toContain(
        `This user may not read ${secretFile} (EACCES).`,
      );
    },
  );

  it('says so when others may read the secret of the TURN server, or there is none', async () => {
    const open = join(folder, 'open-secret');
    writeFileSync(open, TURN_SECRET);
    chmodSync(open, 0o644);
    const turn = [
      '--turn',
      `turn:127.0.0.1:${await freePort(0, '127.0.0.1')}`,
      '--turn-secret-file',
    ];
    const checked = await check(...turn, open);
    expect(about('turn secret', checked)).toContain('(mode 644)');
    expect(about('turn', checked)).toContain('Nobody listens at turn:127.0.0.1:');
    expect(about('turn secret', await check(...turn, join(folder, 'none')))).toContain(
      'is not there.',
    );
    writeFileSync(open, 'two words', { mode: 0o600 });
    chmodSync(open, 0o600);
    expect(about('turn secret', await check(...turn, open))).toContain('more than one word');
  });

  it('says so when the TURN server has another secret, or leads inside', async () => {
    const turn = await startTurn('--allow-loopback-peers');
    const open = await check(...turnOptions(turn.url));
    expect(about('turn inside', open)).toContain(
      'carries packets to 10.0.0.1, 127.0.0.1, 169.254.169.254',
    );
    const other = join(folder, 'other-secret');
    writeFileSync(other, 'another-secret-of-another-relay', { mode: 0o600 });
    const checked = await check('--turn', turn.url, '--turn-secret-file', other);
    expect(about('turn', checked).match(/does not know the secret\./g)).toHaveLength(1);
    expect(checked.exitCode).toBe(1);
  });

  it('says so when the TURN server has another time, or no room left', async () => {
    const inside = ['--denied-peer-ip', '0.0.0.0-255.255.255.255'];
    const [turn, small] = [await startTurn(...inside), await startTurn('--total-quota', '1')];
    const checkAt = async (urls: readonly string[], aheadMs: number): Promise<string> => {
      const clock = { ...SYSTEM_CLOCK, nowMs: () => SYSTEM_CLOCK.nowMs() + aheadMs };
      const found = await checkTurn(
        { urls, secret: TURN_SECRET },
        { clock, random: CRYPTO_RANDOM },
      );
      return found.map(({ verdict, text }) => `${verdict} ${text}`).join('\n');
    };
    expect(await checkAt([turn.url], 2 * HOUR_MS)).toContain('its clock is behind this one');
    expect(await checkAt([turn.url], -2 * HOUR_MS)).toContain('is ahead of this one');
    expect(await checkAt([turn.url], 0)).toMatch(/^note .* relays, at 127\.0\.0\.1: .*$/);
    const options = { urls: [small.url], secret: TURN_SECRET };
    const account = new TurnAccounts(options, SYSTEM_CLOCK, CRYPTO_RANDOM).create();
    const held = await TurnAllocation.open(parseIceUrl(small.url)!, account);
    expect(await checkAt([small.url], 0)).toContain('has no room left (486)');
    await held.close();
  });

  it('looks at the certificate of a TURN server', async () => {
    const [cert, key] = ['turn-cert.pem', 'turn-key.pem'].map((name) => join(folder, name));
    writeFileSync(cert, certificate.cert);
    writeFileSync(key, certificate.key, { mode: 0o600 });
    const plain = await startTurn('--cert', cert, '--pkey', key);
    const secure = [
      '--turn',
      plain.url.replace('turn:', 'turns:'),
      '--turn-secret-file',
      secretFile,
    ];
    expect(about('turn  ', await check(...secure))).toContain('relays, at 127.0.0.1');
    writeFileSync(authorities, (await makeCertificate()).cert);
    const unknown = await check(...secure);
    writeFileSync(authorities, certificate.cert);
    expect(about('turn', unknown)).toContain('cannot be used (DEPTH_ZERO_SELF_SIGNED_CERT)');
  });

  it('says that nobody said how people reach the server', async () => {
    const checked = await check();
    expect(about('public url', checked)).toContain('Nobody has said how people reach this server');
    expect(checked.exitCode).toBe(1);
  });
});

describe('a server', () => {
  it('tells nobody what it sees of a request who has not its secret', async () => {
    const { proxy } = await startWay({ tls: undefined });
    for (const token of ['', 'x', 'A'.repeat(120)]) {
      const answer = await fetch(`${proxy.url}seen`, { headers: { [SEEN_HEADER]: token } });
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('forwardedFor');
    }
  });
});
