import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/main/start-options';
import { MAX_PORT } from '../../../src/shared/base/port';
import { migrate } from '../../../src/shared/config/migrate';
import { DEFAULT_SETTINGS } from '../../../src/shared/config/settings';
import { isSlug, parseRoomLink } from '../../../src/shared/signalling/deep-link';
import { addressText, parseServerAddress } from '../../../src/shared/signalling/server-address';
import { isValidName } from '../../../src/shared/text/sanitise';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { HeapBar } from '../../helpers/heap-bar';

// What reaches the app from outside before anybody is at the keys: a settings file, a command line,
// a link. None of them makes it fall, join anything or open a device.

const hostile = fc.constantFrom(...HOSTILE_STRINGS.map(({ text }) => text.slice(0, 600)));
const words = fc.oneof(
  hostile,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'ann',
    'wss://calls.example.org',
    'ws://127.0.0.1:8080',
    'wss://evil.test',
    'den',
  ),
  fc.constantFrom('9000', '0', '65535', '65536', '-1', '', 'true', '__proto__', 'constructor'),
);

describe('a settings file', () => {
  const keys = fc.constantFrom(...Object.keys(DEFAULT_SETTINGS), '__proto__', 'autojoin', 'camera');
  const value = fc.oneof(
    words,
    fc.boolean(),
    fc.double(),
    fc.array(fc.oneof(words, fc.record({ name: words, server: words })), { maxLength: 4 }),
    fc.anything({ maxDepth: 2 }),
  );
  const file = fc.oneof(
    { weight: 9, arbitrary: fc.dictionary(keys, value, { maxKeys: 12 }) },
    { weight: 1, arbitrary: fc.anything({ withNullPrototype: true, maxDepth: 3 }) },
  );

  it(
    'becomes settings that can be used, and lets nobody be answered who is not in it',
    () => {
      const { numRuns, seed } = fuzzRun('settings files', 20_000);
      const heap = new HeapBar('settings files', numRuns);
      fc.assert(
        fc.property(file, (input) => {
          const { settings } = migrate(input);
          assert.deepEqual(migrate(settings), { settings, notices: [] });
          const fields = (typeof input === 'object' ? input : null) as Record<
            string,
            unknown
          > | null;
          const isAsked = fields !== null && Object.hasOwn(fields, 'autoanswer');
          if (!isAsked || fields.autoanswer !== true) expect(settings.autoanswer).toBe(false);
          const named = JSON.stringify(fields?.autoanswer_people ?? []);
          for (const { name } of settings.autoanswer_people) {
            expect(named).toContain(JSON.stringify(name));
          }
          heap.add();
        }),
        { numRuns, seed },
      );
      heap.check();
    },
    FUZZ_TIMEOUT_MS,
  );
});

describe('a command line', () => {
  const option = fc.constantFrom(
    ...['--server', '--user', '--port', '--hidden', '--no-open', '--', '-', '--autojoin'],
    ...['--camera=1', '--no-hidden', '--port=', '--user=', '--server=wss://evil.test', '--inspect'],
  );
  const argv = fc.array(fc.oneof(option, words), { maxLength: 10 });

  it(
    'asks for nothing but where and as whom to sign in, and how to start',
    () => {
      const { numRuns, seed } = fuzzRun('command lines', 15_000);
      const heap = new HeapBar('command lines', numRuns);
      fc.assert(
        fc.property(argv, (args) => {
          const { server, user, port, problems, kioskStart, ...switches } = parseCommandLine(args);
          const { isHidden, isKiosk, isUrlOnly, asks, turn, ...rest } = switches;
          expect(rest).toEqual({});
          if (turn !== null) {
            expect(turn.urls.length).toBeGreaterThan(0);
            expect(turn.secretFile).not.toBe('');
          }
          if (server !== null) expect(parseServerAddress(server)).not.toBeNull();
          if (user !== null) expect(isValidName(user)).toBe(true);
          expect(Number.isInteger(port) && port >= 0 && port <= MAX_PORT).toBe(true);
          for (const each of [isHidden, isKiosk, isUrlOnly]) expect(typeof each).toBe('boolean');
          expect([null, 'install', 'remove']).toContain(kioskStart);
          expect([null, 'version', 'help']).toContain(asks);
          // They are printed on a terminal.
          for (const problem of problems) expect(problem).not.toMatch(/\p{Cc}/u);
          heap.add();
        }),
        { numRuns, seed },
      );
      heap.check();
    },
    FUZZ_TIMEOUT_MS,
  );
});

describe('a link that was followed', () => {
  const server = fc.constantFrom('wss://calls.example.org', 'ws://127.0.0.1:8080', 'evil.test');
  const usual = fc
    .tuple(fc.constantFrom('den', 'tea-time', 'lab-2'), server)
    .map(([slug, address]) => `webcrt://room/${slug}?server=${encodeURIComponent(address)}`);
  const part = fc.oneof(words, words.map(encodeSafely));
  const schemes = fc.constantFrom('webcrt://room/', 'WebCRT://ROOM/', 'webcrt:room/', '');
  const joints = fc.constantFrom('', '/', '?', '#', '?server=', '?autojoin=1&server=', '?camera=1');
  const edited = fc
    .tuple(usual, fc.nat({ max: 60 }), fc.nat({ max: 3 }), part)
    .map(([link, at, gone, text]) => link.slice(0, at) + text + link.slice(at + gone));
  const made = fc.tuple(schemes, part, joints, part).map((parts) => parts.join(''));
  const link = fc.oneof(usual, edited, edited, made, hostile);

  it(
    'leads to a room, perhaps of a server, and says nothing else',
    () => {
      const { numRuns, seed } = fuzzRun('deep links', 15_000);
      const heap = new HeapBar('deep links', numRuns);
      let followed = 0;
      fc.assert(
        fc.property(link, (text) => {
          heap.add();
          const room = parseRoomLink(text);
          if (room === null) return;
          followed += 1;
          expect(Object.keys(room).sort()).toEqual(['asksPassword', 'server', 'slug']);
          expect(isSlug(room.slug)).toBe(true);
          if (room.server === null) return;
          const address = parseServerAddress(room.server);
          expect(address && addressText(address)).toBe(room.server);
        }),
        { numRuns, seed },
      );
      expect(followed).toBeGreaterThan(numRuns / 20);
      heap.check();
    },
    FUZZ_TIMEOUT_MS,
  );
});

/** As links carry text; what cannot be encoded as it is. */
function encodeSafely(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
