import { afterEach, describe, expect, it } from 'vitest';
import { makeKeyPair, signRelease } from '../../../scripts/release/sign.mjs';
import type { ReleaseFacts } from '../../../scripts/release/facts.mjs';
import { fetchVersionList, LIST_URL } from '../../../src/main/updates/fetch-list';
import { UpdateNotice } from '../../../src/main/updates/update-notice';
import {
  isNewer,
  MAX_LIST_BYTES,
  readVersionList,
  type VersionList,
} from '../../../src/main/updates/version-list';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isManagedElsewhere } from '../../../src/main/updates/package-kind';
import { FakeClock, settle } from '../../helpers/fake-clock';

const DAY_MS = 86_400_000;
const OURS = makeKeyPair();
const THEIRS = makeKeyPair();
const START_MS = Date.UTC(2027, 0, 1);

/** A list as a release writes it, signed with a key. */
function listOf(change: Partial<VersionList> = {}, pair = OURS): string {
  const list: VersionList = {
    product: 'webcrt',
    version: '1.1.0',
    page: 'https://webcrt.example/releases/v1.1.0',
    issuedMs: START_MS,
    expiresMs: START_MS + 90 * DAY_MS,
    ...change,
  };
  const signed = JSON.stringify(list);
  const key = createPrivateKey(pair.privatePem);
  return JSON.stringify({
    signed,
    signature: sign(null, Buffer.from(signed), key).toString('base64'),
  });
}

/** What is signed stays signed, whatever is put in its place. */
const edited = (list: string, from: string, to: string): string => list.replaceAll(from, to);

let notice: UpdateNotice | undefined;
afterEach(() => {
  notice?.dispose();
  notice = undefined;
});

/** A program with a day of its own. */
function setUp(answer: () => Promise<string>, memory: object = {}, version = '1.0.0') {
  const clock = new FakeClock(START_MS + DAY_MS);
  const world = {
    isWanted: true,
    isInCall: false,
    asked: 0,
    memory,
    told: [] as string[],
    /** By how much the user's clock is another. */
    turnedMs: 0,
  };
  const made = new UpdateNotice({
    clock: {
      nowMs: () => clock.nowMs() + world.turnedMs,
      after: (delayMs, run) => clock.after(delayMs, run),
    },
    logger: { log: () => undefined },
    version,
    key: OURS.publicHex,
    isWanted: () => world.isWanted,
    isInCall: () => world.isInCall,
    fetchList: () => {
      world.asked += 1;
      return answer();
    },
    readMemory: () => world.memory,
    writeMemory: (next) => {
      world.memory = next;
    },
    tell: ({ version, page }) => {
      world.told.push(`${version} ${page}`);
    },
  });
  notice = made;
  made.start();
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 30 * 60_000) {
      await clock.advance(30 * 60_000);
      await settle();
    }
  };
  return { world, pass, notice: made };
}

const TOLD = ['1.1.0 https://webcrt.example/releases/v1.1.0'];
const FUTURE = { issuedMs: START_MS + 10 * DAY_MS };

describe('a newer version', () => {
  it.each<[what: string, answer: () => Promise<string>, told: readonly string[], memory?: object]>([
    ['is told when it is signed', () => Promise.resolve(listOf()), TOLD],
    [
      'is told after an older list',
      () => Promise.resolve(listOf()),
      TOLD,
      { issuedMs: START_MS - 1 },
    ],
    [
      'is told over a memory that is garbage',
      () => Promise.resolve(listOf()),
      TOLD,
      { issuedMs: 'x', told: 7 },
    ],
    [
      'is not told by an expired list',
      () => Promise.resolve(listOf({ expiresMs: START_MS + 1 })),
      [],
    ],
    [
      'is not told by a list older than one seen',
      () => Promise.resolve(listOf()),
      [],
      { issuedMs: START_MS + 1 },
    ],
    ['is not told by a list of days to come', () => Promise.resolve(listOf(FUTURE)), []],
    ['is not told by another key', () => Promise.resolve(listOf({}, THEIRS)), []],
    [
      'is not told with another version put in',
      () => Promise.resolve(edited(listOf(), '1.1.0', '1.2.0')),
      [],
    ],
    [
      'is not told with another page put in',
      () => Promise.resolve(edited(listOf(), 'webcrt.example', 'evil.example')),
      [],
    ],
    [
      'is not told with a page that is not https',
      () => Promise.resolve(listOf({ page: 'http://webcrt.example/' })),
      [],
    ],
    [
      'is not told with a page that runs',
      () => Promise.resolve(listOf({ page: 'javascript:alert(1)' })),
      [],
    ],
    [
      'is not told of another product',
      () => Promise.resolve(listOf({ product: 'other' as 'webcrt' })),
      [],
    ],
    ['is not told when it is this one', () => Promise.resolve(listOf({ version: '1.0.0' })), []],
    [
      'is not told when it is its candidate',
      () => Promise.resolve(listOf({ version: '1.0.0-rc.9' })),
      [],
    ],
    [
      'is not told when it is a candidate, to whoever has none',
      () => Promise.resolve(listOf({ version: '1.1.0-rc.1' })),
      [],
    ],
    ['is not told when it is older', () => Promise.resolve(listOf({ version: '0.9.9' })), []],
    ['is not told when it is none', () => Promise.resolve(listOf({ version: '2' })), []],
    ['is not told by nobody', () => Promise.reject(new Error('unreachable')), []],
    ['is not told by garbage', () => Promise.resolve('<html>garbage</html>'), []],
    ['is not told by an empty answer', () => Promise.resolve(''), []],
    ['is not told by a signature cut short', () => Promise.resolve(edited(listOf(), '==', '')), []],
    ['is not told by nested garbage', () => Promise.resolve('['.repeat(9_000)), []],
    [
      'is told where the clock was set back since it was asked for',
      () => Promise.resolve(listOf()),
      TOLD,
      { askedMs: START_MS + 400 * DAY_MS },
    ],
    ['is not told twice', () => Promise.resolve(listOf()), [], { told: '1.1.0' }],
  ])('%s', async (_what, answer, told, memory) => {
    const { world, pass } = setUp(answer, memory);
    await pass(2 * 60 * 60_000);
    expect(world.told).toEqual(told);
    expect(world.asked).toBe(1);
  });

  it('is asked for once a day, and told once', async () => {
    const { world, pass } = setUp(() => Promise.resolve(listOf()));
    await pass(3 * DAY_MS);
    expect(world.asked).toBe(3);
    expect(world.told).toEqual(TOLD);
  });

  it('is not told by an older list that somebody has kept and brings again', async () => {
    const lists = [
      listOf({ version: '1.2.0', page: 'https://webcrt.example/b', issuedMs: START_MS + 1 }),
      listOf(),
    ];
    const { world, pass } = setUp(() => Promise.resolve(lists.shift() ?? listOf()));
    await pass(4 * DAY_MS);
    expect(world.asked).toBe(4);
    expect(world.told).toEqual(['1.2.0 https://webcrt.example/b']);
    expect(world.memory).toMatchObject({ issuedMs: START_MS + 1, told: '1.2.0' });
  });

  it('is told to whoever has a candidate when it is the next one', async () => {
    const list = listOf({ version: '1.0.0-rc.2', page: 'https://webcrt.example/rc' });
    const { world, pass } = setUp(() => Promise.resolve(list), {}, '1.0.0-rc.1');
    await pass(60 * 60_000);
    expect(world.told).toEqual(['1.0.0-rc.2 https://webcrt.example/rc']);
  });

  it('is asked for at most once a day, however the clock is turned', async () => {
    const { world, pass } = setUp(() => Promise.reject(new Error('unreachable')));
    await pass(60 * 60_000);
    expect(world.asked).toBe(1);
    // A year ahead, and back: once for each turn, and not once for each look.
    for (const days of [365, 0]) {
      world.turnedMs = days * DAY_MS;
      const before = world.asked;
      await pass(12 * 60 * 60_000);
      expect(world.asked - before).toBe(1);
    }
  });

  it('is told when the call is over, not in it', async () => {
    const answers: ((list: string) => void)[] = [];
    const {
      world,
      pass,
      notice: made,
    } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    await pass(60 * 60_000);
    // It rang while the answer was on its way.
    world.isInCall = true;
    answers[0]?.(listOf());
    await settle();
    made.handleStatus();
    await pass(2 * DAY_MS);
    expect(world.told).toEqual([]);
    expect(world.asked).toBe(1);
    world.isInCall = false;
    made.handleStatus();
    expect(world.told).toEqual(TOLD);
  });

  it('is neither asked for nor told where it is not wanted', async () => {
    const { world, pass } = setUp(() => Promise.resolve(listOf()));
    world.isWanted = false;
    await pass(2 * DAY_MS);
    expect([world.asked, world.told]).toEqual([0, []]);
  });

  it('is not asked for any more once the app ends', async () => {
    const { world, pass, notice: made } = setUp(() => Promise.resolve(listOf()));
    made.dispose();
    await pass(2 * DAY_MS);
    expect(world.asked).toBe(0);
  });
});

describe('the order of versions', () => {
  it.each([
    ['1.0.1', '1.0.0'],
    ['1.10.0', '1.9.9'],
    ['2.0.0', '1.99.99'],
    ['1.0.0', '1.0.0-rc.1'],
    ['1.0.0-rc.10', '1.0.0-rc.9'],
  ])('%s comes after %s', (later, earlier) => {
    expect([isNewer(later, earlier), isNewer(earlier, later)]).toEqual([true, false]);
  });

  it('knows nothing of what is no version', () => {
    for (const odd of ['', 'unknown', '1.0', '1.0.0-beta', '1.0.0 ', 'v1.0.0']) {
      expect([isNewer(odd, '1.0.0'), isNewer('1.0.0', odd)]).toEqual([false, false]);
    }
    expect(isNewer('1.0.0', '1.0.0')).toBe(false);
  });
});

describe('a server that is asked for the list', () => {
  let http: Server | undefined;
  afterEach(() => {
    http?.closeAllConnections();
    http?.close();
  });

  /** Answers as `answer` does; resolves to its address. */
  async function serve(answer: RequestListener): Promise<string> {
    http = createServer(answer);
    await once(http.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}/latest.json`;
  }

  it('is read to the size of a list, and no further', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        sent += 4_096;
        controller.enqueue(new Uint8Array(4_096));
      },
    });
    await expect(
      fetchVersionList(() => Promise.resolve({ ok: true, body: endless })),
    ).rejects.toThrow('too large');
    expect(sent).toBeLessThan(3 * MAX_LIST_BYTES);
  });

  it('is hung up on when it goes on sending', async () => {
    let closed: Promise<unknown> | undefined;
    const url = await serve((_request, response) => {
      closed = once(response, 'close');
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(4_096)));
      };
      response.on('drain', more);
      more();
    });
    await expect(fetchVersionList(fetch, url)).rejects.toThrow('too large');
    await closed;
  });

  it('is read to that size however small it is on the wire', async () => {
    const bomb = gzipSync(Buffer.alloc(32 * 1_048_576));
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    await expect(fetchVersionList(fetch, url)).rejects.toThrow('too large');
  });

  it('is waited for, and no longer than that, wherever it stops', async () => {
    const silent = await serve(() => undefined);
    await expect(fetchVersionList(fetch, silent, 200)).rejects.toThrow(/timeout/i);
    http?.closeAllConnections();
    const slow = await serve((_request, response) => {
      response.writeHead(200);
      response.write('{');
    });
    await expect(fetchVersionList(fetch, slow, 200)).rejects.toThrow(/timeout/i);
  });

  it('sends nobody elsewhere', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(({ url: path }, response) => {
      asked.push(path);
      if (path === '/latest.json') response.writeHead(302, { location: '/other' }).end();
      else response.end(listOf());
    });
    await expect(fetchVersionList(fetch, url)).rejects.toThrow();
    expect(asked).toEqual(['/latest.json']);
  });

  it('is not listened to where it answers with an error', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(500).end(listOf());
    });
    await expect(fetchVersionList(fetch, url)).rejects.toThrow('no list');
  });

  it('is asked in a language that nobody else overhears', () => {
    expect(LIST_URL).toMatch(/^https:/);
  });
});

it('a list is asked for without anything of the user', async () => {
  const text = listOf();
  let asked: object = {};
  const answer = await fetchVersionList((_url, options) => {
    asked = options;
    return Promise.resolve({ ok: true, body: new Response(text).body });
  });
  expect(answer).toBe(text);
  expect(Object.keys(asked).sort()).toEqual(['credentials', 'redirect', 'signal']);
  expect(asked).toMatchObject({ credentials: 'omit', redirect: 'error' });
});

it('the list of a release is one that the app believes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-list-'));
  try {
    writeFileSync(join(folder, 'SHA256SUMS'), createHash('sha256').digest('hex'));
    const facts = { version: '1.1.0', homepage: 'https://webcrt.example/' } as ReleaseFacts;
    const files = new Map(signRelease(OURS.privatePem, folder, facts, START_MS, OURS.publicHex));
    const question = { key: OURS.publicHex, nowMs: START_MS, newestIssuedMs: 0 };
    expect(readVersionList(String(files.get('latest.json')), question).ok).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('who installed a package of the system is told by the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-kind-'));
  try {
    const isManaged = (env = {}): boolean => isManagedElsewhere(folder, env);
    expect(isManaged()).toBe(false);
    expect(isManaged({ FLATPAK_ID: 'org.webcrt.app' })).toBe(true);
    mkdirSync(folder, { recursive: true });
    for (const [kind, expected] of [
      ['deb', true],
      ['rpm', true],
      ['AppImage', false],
    ] as const) {
      writeFileSync(join(folder, 'package-type'), `${kind}\n`);
      expect(isManaged()).toBe(expected);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('a list that somebody has had in their hands', () => {
  const text = listOf();
  const question = { key: OURS.publicHex, nowMs: START_MS + DAY_MS, newestIssuedMs: 0 };
  const right = readVersionList(text, question);

  it('is believed as it was signed, whichever byte of it is another, or not at all', () => {
    expect(right.ok).toBe(true);
    let believed = 0;
    for (let at = 0; at < text.length; at++) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 6)));
      const outcome = readVersionList(text.slice(0, at) + other + text.slice(at + 1), question);
      if (!outcome.ok) continue;
      believed += 1;
      expect(outcome).toEqual(right);
    }
    // The last digit of base64 has bits that say nothing.
    expect(believed).toBeLessThanOrEqual(1);
  }, 60_000);

  it('is not believed cut short, doubled, or with something behind it', () => {
    for (let end = 0; end < text.length; end += 7)
      expect(readVersionList(text.slice(0, end), question).ok).toBe(false);
    for (const other of [text + text, `${text}x`, `[${text}]`, text.replace('{', '{"more":1,')])
      expect(readVersionList(other, question)).toEqual({ ok: false, error: 'garbage' });
  });

  it('is not believed with the signature of another list, however that one was ours', () => {
    const older = JSON.parse(listOf({ version: '0.9.0' })) as { signature: string };
    const mixed = JSON.stringify({ ...JSON.parse(text), signature: older.signature });
    expect(readVersionList(mixed, question)).toEqual({ ok: false, error: 'forged' });
  });

  it('is not believed by a key that signs everything', () => {
    // A point of small order, and the signature that goes with it.
    const key = `01${'00'.repeat(31)}`;
    const signature = Buffer.concat([Buffer.from(key, 'hex'), Buffer.alloc(32)]).toString('base64');
    const forged = JSON.stringify({ ...JSON.parse(text), signature });
    for (const each of [key, OURS.publicHex])
      expect(readVersionList(forged, { ...question, key: each }).ok).toBe(false);
  });
});
