import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RATE_LIMITS } from '../../../src/shared/protocol/limits';
import { RunningCommand, runCommand } from './helpers/command';
import { type ServerUnderTest, startServer, type StartOptions } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

const SECRET = 'north-star-secret';
const TURN = { urls: ['turn:turn.example:3478', 'turns:turn.example:5349'], secret: SECRET };

let server: ServerUnderTest | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options: StartOptions): Promise<ServerUnderTest> {
  return (server = await startServer(options));
}

describe('a server with a TURN server', () => {
  it('gives whoever is signed in an account of their own for each connection', async () => {
    const started = await start({ turn: TURN });
    const ann = await started.person('ann');
    const asked = await Promise.all([1, 2].map(() => ann.ask('turn:credentials', {})));
    const accounts = asked.flatMap(({ servers }) => servers);
    expect(accounts).toHaveLength(2);
    expect(new Set(accounts.map(({ username }) => username)).size).toBe(2);
    for (const { urls, username, credential } of accounts) {
      expect(urls).toEqual(TURN.urls);
      const [until, chance] = username.split(':');
      expect(Number(until) * 1_000 - Date.now()).toBeGreaterThan(3_590_000);
      expect(Number(until) * 1_000 - Date.now()).toBeLessThanOrEqual(3_600_000);
      expect(chance).toMatch(/^[\w-]{16,}$/);
      expect(credential).toBe(createHmac('sha1', SECRET).update(username).digest('base64'));
    }
    const said = JSON.stringify([asked, started.log]);
    expect(said).not.toContain(SECRET);
    expect(JSON.stringify(started.log)).not.toContain(accounts[0].credential);
  });

  it('gives nobody one who is not signed in', async () => {
    const stranger = await (await start({ turn: TURN })).client();
    expect(await stranger.send('turn:credentials', {})).toEqual({
      ok: false,
      reason: 'not-signed-in',
    });
  });

  it('gives nobody more than it says', async () => {
    const ann = await (await start({ turn: TURN })).person('ann');
    const { points } = RATE_LIMITS.turn;
    const answers = await Promise.all(
      Array.from({ length: points + 1 }, () => ann.send('turn:credentials', {})),
    );
    const granted = answers.filter((answer) => (answer as { ok: boolean }).ok);
    expect(granted).toHaveLength(points);
    expect(answers.at(-1)).toEqual({ ok: false, reason: 'rate-limited' });
  });

  it('gives none where it has none', async () => {
    const ann = await (await start({})).person('ann');
    expect(await ann.ask('turn:credentials', {})).toEqual({
      ok: true,
      servers: [],
    });
  });
});

describe('webcrt-server --turn', () => {
  let folder: string;
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function secretFile(text: string): string {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-turn-'));
    const file = join(folder, 'secret');
    writeFileSync(file, text);
    return file;
  }

  it('signs with what the file holds, and says nothing of it', async () => {
    const file = secretFile(`${SECRET}\n`);
    const args = ['--turn', 'turn:turn.example', '--turn-secret-file', file, '--trace'];
    const running = await RunningCommand.start(...args, '--turn-ttl-minutes', '10');
    try {
      const ann = await new TestClient(running.url).connected();
      await ann.signIn('ann');
      const [account] = (await ann.ask('turn:credentials', {})).servers;
      const { username, credential } = account;
      expect(credential).toBe(createHmac('sha1', SECRET).update(username).digest('base64'));
      expect(Number(username.split(':')[0]) * 1_000 - Date.now()).toBeLessThanOrEqual(600_000);
      ann.dispose();
    } finally {
      await running.stop();
    }
    expect(running.stderr).not.toContain(SECRET);
  });

  it.each([
    ['', 'SECRET is empty: it has to hold the secret.'],
    ['two words', 'SECRET holds more than one word: a secret has no blanks in it.'],
    ['short', 'The secret of the TURN server is too short to be one: give 16 characters or more.'],
    ['x'.repeat(5_000), 'SECRET is too large to be a secret.'],
  ])('says what is wrong with a file that holds "%.10s"', async (text, complaint) => {
    const file = secretFile(text);
    const args = ['--port', '0', '--turn', 'turn:turn.example', '--turn-secret-file', file];
    const { exitCode, stdout, stderr } = await runCommand(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(
      `webcrt-server: --turn-secret-file: ${complaint.replace('SECRET', file)}\n`,
    );
  });

  it('says so where there is no such file', async () => {
    const file = `${secretFile(SECRET)}s`;
    const args = ['--port', '0', '--turn', 'turn:turn.example', '--turn-secret-file', file];
    const { exitCode, stderr } = await runCommand(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `webcrt-server: --turn-secret-file: Cannot read ${file}: there is no such file.\n`,
    );
  });
});
