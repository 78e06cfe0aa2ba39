import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serve } from '../../../src/server/cli/serve';
import { parseCliOptions } from '../../../src/server/cli/parse-cli-options';
import { flatStage, frameOf } from '../../helpers/stage-frames';
import { TerminalScreen } from '../../helpers/terminal-screen';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import { ROOMY_LIMITS } from './helpers/room-fixture';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

let server: ServerUnderTest;
afterEach(() => server.close());

/** Ann and bob in a room; bob has agreed, and ann broadcasts. */
async function broadcasting(password?: string): Promise<{
  ann: TestClient;
  bob: TestClient;
  token: string;
}> {
  // As `webcrt-server` has it: whatever is nobody's is answered by it.
  server = await startServer({ rateLimits: ROOMY_LIMITS, isAlone: true });
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
  await ann.ask('room:create', { name: 'Team', isPrivate: false });
  await bob.ask('room:join', { slug: 'team' });
  await bob.ask('broadcast:agree', { by: 'ann', isAgreed: true });
  const started = await ann.send('broadcast:start', password === undefined ? {} : { password });
  const { token } = started as { token: string };
  return { ann, bob, token };
}

async function show(ann: TestClient, ...frame: Parameters<typeof frameOf>): Promise<number> {
  return (await ann.ask('broadcast:frame', { frame: frameOf(...frame) })).viewers;
}

interface Watching {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  text(): string;
  readonly ended: Promise<unknown>;
  close(): void;
}

/** As curl does. */
async function watch(path: string, headers: Record<string, string> = {}): Promise<Watching> {
  const request = get(`${server.url}/watch/${path}`, { headers, agent: false });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (piece: string) => (text += piece));
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    ended: new Promise((resolve) => response.once('close', resolve)),
    close: () => {
      request.destroy();
    },
  };
}

async function rowsOf(text: string, cols = 40, rows = 12): Promise<string[]> {
  const screen = new TerminalScreen(cols, rows);
  await screen.write(text);
  const shown = screen.rows();
  screen.dispose();
  return shown;
}

const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`x:${password}`).toString('base64')}`,
});

describe('consent to a broadcast', () => {
  it('is asked of everybody: without it there is no address', async () => {
    server = await startServer({ rateLimits: ROOMY_LIMITS });
    const [ann, bob, cat, eve] = await Promise.all(
      ['ann', 'bob', 'cat', 'eve'].map((name) => server.person(name)),
    );
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-allowed');
    await ann.ask('room:create', { name: 'Team', isPrivate: false });
    await bob.ask('room:join', { slug: 'team' });
    await cat.ask('room:join', { slug: 'team' });
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-agreed');
    await bob.ask('broadcast:agree', { by: 'ann', isAgreed: true });
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-agreed');
    // Nobody answers for somebody else, and whoever is not there has no word.
    expect(await eve.reasonOf('broadcast:agree', { by: 'ann', isAgreed: true })).toBe(
      'no-such-person',
    );
    expect(await ann.reasonOf('broadcast:agree', { by: 'ann', isAgreed: true })).toBe(
      'no-such-person',
    );
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-agreed');
    // It was for ann, and not for bob.
    expect(await bob.reasonOf('broadcast:start', {})).toBe('not-agreed');
    await cat.ask('broadcast:agree', { by: 'ANN', isAgreed: true });
    const { token } = await ann.ask('broadcast:start', {});
    expect(token).toMatch(/^[0-9a-f]{32}$/);
  });

  it('ends it when it is taken back, and the address with it', async () => {
    const { ann, bob, token } = await broadcasting();
    await show(ann, flatStage('#'));
    const viewer = await watch(token);
    await bob.ask('broadcast:agree', { by: 'ann', isAgreed: false });
    expect(await ann.next('broadcast:ended')).toEqual({ reason: 'refused' });
    await viewer.ended;
    expect(viewer.text()).toContain('The broadcast has ended.');
    expect((await watch(token)).status).toBe(404);
    expect(await ann.reasonOf('broadcast:frame', { frame: frameOf(flatStage('#')) })).toBe(
      'no-broadcast',
    );
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-agreed');
  });

  it('is asked of whoever comes later: until then nothing more is shown', async () => {
    const { ann, token } = await broadcasting();
    const before = flatStage('a');
    await show(ann, before);
    const viewer = await watch(token);
    await expect.poll(() => viewer.text()).toContain('aaaa');
    const cat = await server.person('cat');
    await cat.ask('room:join', { slug: 'team' });
    const secret = flatStage('S');
    expect(await ann.reasonOf('broadcast:frame', { frame: frameOf(secret, before) })).toBe(
      'not-agreed',
    );
    await cat.ask('broadcast:agree', { by: 'ann', isAgreed: true });
    await show(ann, flatStage('b'), before);
    await expect.poll(() => viewer.text()).toContain('bbbb');
    expect(viewer.text()).not.toContain('S');
    viewer.close();
  });

  it('is for one call or room: whoever leaves it takes the address along', async () => {
    const { ann, token } = await broadcasting();
    await show(ann, flatStage('#'));
    const viewer = await watch(token);
    await ann.ask('room:leave', {});
    await viewer.ended;
    expect(await ann.next('broadcast:ended')).toEqual({ reason: 'left' });
    expect((await watch(token)).status).toBe(404);
    await ann.ask('room:join', { slug: 'team' });
    expect(await ann.reasonOf('broadcast:start', {})).toBe('not-agreed');
  });
});

describe('what curl is shown', () => {
  it('is the stage, and then what changes of it', async () => {
    const { ann, token } = await broadcasting();
    const first = flatStage('a', { texts: [{ row: 3, col: 5, text: 'ann & 漢字' }] });
    expect(await show(ann, first)).toBe(0);
    const viewer = await watch(token);
    expect(viewer.status).toBe(200);
    expect(viewer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(viewer.headers['cache-control']).toBe('no-store');
    const lines = Array.from({ length: 10 }, () => 'a'.repeat(40));
    lines[3] = 'aaaaaann & 漢字'.padEnd(38, 'a');
    await expect.poll(async () => (await rowsOf(viewer.text())).slice(0, 10)).toEqual(lines);
    const second = flatStage('b');
    expect(await show(ann, second, first)).toBe(1);
    await expect
      .poll(async () => (await rowsOf(viewer.text())).slice(0, 10))
      .toEqual(Array.from({ length: 10 }, () => 'b'.repeat(40)));
    viewer.close();
    await expect.poll(() => server.signalling.status().viewers).toBe(0);
  });

  it('fits into the columns that it asks for', async () => {
    const { ann, token } = await broadcasting();
    await show(ann, flatStage('a', { cols: 120, rows: 36 }));
    const viewer = await watch(`${token}?cols=64`);
    await expect
      .poll(async () => (await rowsOf(viewer.text(), 64, 30)).filter((row) => row !== ''))
      .toEqual(Array.from({ length: 18 }, () => 'a'.repeat(60)));
    viewer.close();
  });

  it('is nothing but cells of ours, whatever is sent', async () => {
    const { ann, token } = await broadcasting();
    const texts = HOSTILE_STRINGS.slice(0, 9).map(({ text }, row) => ({ row, col: 0, text }));
    const hostile = flatStage('x', { texts });
    [
      '\u001b',
      '\u009b',
      '\u0007',
      '\n',
      '\u202e',
      '\u200b',
      '\u0301',
      '漢',
      '\ud83d',
      '\0',
    ].forEach((character, at) => (hostile.glyphs[360 + at] = character.charCodeAt(0)));
    await show(ann, hostile);
    const viewer = await watch(token);
    await expect.poll(() => viewer.text()).toContain('????????');
    /* eslint-disable no-control-regex -- those are what it is about */
    const escapes = viewer.text().match(/\u001b(?:\[[?\d;]*[a-zA-Z])?/g) ?? [];
    // Moves, colours, erasing, and the modes that it sets: nothing else, and no other control.
    expect(
      escapes.filter((each) => !/^\u001b\[(?:[\d;]*[HCXmJ]|\?(?:25|7|2026)[hl])$/.test(each)),
    ).toEqual([]);
    expect(viewer.text().replaceAll(/\u001b/g, '')).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f\u202e]/,
    );
    viewer.close();
  });

  it('is encoded once for all of one grid, and slow ones miss frames', async () => {
    const { ann, token } = await broadcasting();
    const sizes = [`${token}?cols=100`, `${token}?cols=100`, `${token}?cols=100`];
    let before = flatStage('a');
    await show(ann, before);
    const viewers = await Promise.all(sizes.map((path) => watch(path)));
    // One that takes nothing at all.
    const deaf = connect(server.port, '127.0.0.1');
    deaf.pause();
    deaf.write(`GET /watch/${token} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await expect.poll(() => server.signalling.status().viewers).toBe(4);
    for (let frame = 1; frame <= 20; frame++) {
      const next = flatStage(String.fromCharCode(0x61 + (frame % 26)));
      await show(ann, next, before);
      before = next;
    }
    for (const viewer of viewers) {
      await expect.poll(async () => (await rowsOf(viewer.text()))[0]).toBe('u'.repeat(40));
    }
    deaf.destroy();
    viewers.forEach((viewer) => {
      viewer.close();
    });
  });

  it('is refused as out of step, and taken when it is new', async () => {
    const { ann } = await broadcasting();
    const lost = await ann.ask('broadcast:frame', {
      frame: frameOf(flatStage('b'), flatStage('a')),
    });
    expect(lost.isOutOfStep).toBe(true);
    expect(await show(ann, flatStage('b'))).toBe(0);
    for (const frame of ['AAAA', Buffer.from('no deflate').toString('base64')]) {
      expect(await ann.reasonOf('broadcast:frame', { frame })).toBe('bad-request');
    }
  });
});

describe('the password of a broadcast', () => {
  it('is asked for, and tried a few times only', async () => {
    const { ann, token } = await broadcasting('hush');
    await show(ann, flatStage('#'));
    const asked = await watch(token);
    expect(asked.status).toBe(401);
    expect(asked.headers['www-authenticate']).toContain('Basic');
    const right = await watch(token, basic('hush'));
    expect(right.status).toBe(200);
    right.close();
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await watch(token, basic('wrong'))).status).toBe(401);
    }
    expect((await watch(token, basic('hush'))).status).toBe(429);
  });
});

describe("asciinema's player", () => {
  it('is sent its live stream, and sends nothing itself', async () => {
    const { ann, bob, token } = await broadcasting();
    const first = flatStage('a');
    await show(ann, first);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/watch/${token}`, ['v1.alis']);
    const messages: Buffer[] = [];
    socket.on('message', (data: Buffer) => messages.push(data));
    await expect.poll(() => messages.length).toBe(2);
    expect(messages[0].toString('latin1')).toBe('ALiS\u0001');
    // Init, event 0, any time, 40 columns, 10 rows.
    expect([messages[1][0], messages[1][1]]).toEqual([0x01, 0]);
    expect(messages[1].includes(Buffer.from([40, 10, 0]))).toBe(true);
    expect(messages[1].includes('a'.repeat(40))).toBe(true);
    await show(ann, flatStage('b'), first);
    await expect.poll(() => messages.length).toBe(3);
    expect([messages[2][0], messages[2][1]]).toEqual([0x6f, 1]);
    await bob.ask('broadcast:agree', { by: 'ann', isAgreed: false });
    await once(socket, 'close');
    expect(messages.at(-1)?.[0]).toBe(0x04);
  });

  it('is hung up on when it says something', async () => {
    const { ann, token } = await broadcasting();
    await show(ann, flatStage('a'));
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/watch/${token}`, ['v1.alis']);
    await once(socket, 'open');
    socket.send('ls');
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1_008);
  });
});

const hasSsh = spawnSync('ssh', ['-V']).status === 0;

describe.skipIf(!hasSsh)("OpenSSH's client", () => {
  it('shows the stage of a server that it knows again, and leaves at a key', async () => {
    server = await startServer();
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-ssh-'));
    const parsed = parseCliOptions(['--port', '0', '--ssh-port', '0', '--data', folder, '--quiet']);
    if (!parsed.ok || parsed.value.kind !== 'serve') throw new Error('no options');
    const { options } = parsed.value;
    const program = { builtInWebRoot: folder, serverCommand: 'webcrt-server' };
    try {
      for (const again of [false, true]) {
        const running = await serve(options, program);
        const ann = await new TestClient(running.url.replace(/\/$/, '')).connected();
        await ann.signIn(again ? 'amy' : 'ann');
        await ann.ask('room:create', { name: 'Team', isPrivate: false });
        const { token, sshPort } = await ann.ask('broadcast:start', {});
        await ann.ask('broadcast:frame', { frame: frameOf(flatStage('S')) });
        const { text, ssh } = sshTo(token, sshPort ?? 0, join(folder, 'known'));
        await expect.poll(text).toContain('S'.repeat(40));
        ssh.stdin.write(again ? '\u0003' : 'q');
        await once(ssh, 'exit');
        expect(text()).toContain('That was the broadcast.');
        const nowhere = sshTo('0'.repeat(32), sshPort ?? 0, join(folder, 'known'));
        const [code] = (await once(nowhere.ssh, 'exit')) as [number];
        expect(code).toBe(255);
        ann.dispose();
        await running.stop();
      }
      const known = readFileSync(join(folder, 'known'), 'utf8').trim().split('\n');
      expect(new Set(known.map((line) => line.split(' ').at(-1))).size).toBe(1);
      expect(known.length).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function sshTo(token: string, port: number, knownHosts: string) {
  const ssh = spawn('ssh', [
    ...['-tt', '-p', String(port), '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no'],
    ...['-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'LogLevel=ERROR', '-F', '/dev/null'],
    `${token}@127.0.0.1`,
  ]);
  let text = '';
  ssh.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return { ssh, text: () => text };
}
