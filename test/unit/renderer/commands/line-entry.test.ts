import { describe, expect, it } from 'vitest';
import { LineEntry } from '../../../../src/renderer/commands/line-entry';
import { ok } from '../../../../src/shared/base/result';

function entryWith(partner: string | null) {
  const deeds: string[][] = [];
  const note =
    (deed: string) =>
    (...words: string[]): void => {
      deeds.push([deed, ...words]);
    };
  const entry = new LineEntry({
    partner: () => partner,
    people: () => [],
    company: () => [],
    lists: () => ({ servers: [], rooms: [], blocked: [], autoAnswerPeople: [] }),
    run: ({ name }) => {
      deeds.push(['runs', name]);
      return Promise.resolve();
    },
    tell: (to, text) => {
      deeds.push(['tells', to, text]);
      return Promise.resolve(ok(undefined));
    },
    notice: note('notice'),
    hint: note('hint'),
    setLine: note('line'),
    suggestRoom: ({ slug, server, asksPassword }) => {
      deeds.push(['suggests', slug, server ?? '', String(asksPassword)]);
    },
  });
  return { entry, deeds };
}

describe('a line in a call that reads like a command', () => {
  it('is there to be said or made one, with a word how, and is said when entered again', async () => {
    const { entry, deeds } = entryWith('bob');
    await entry.enter(' quit ');
    // Setting the line takes away what stood beside it.
    expect(deeds).toEqual([
      ['line', 'quit'],
      ['hint', expect.stringMatching(/^Enter says this to bob .* a \/ before it/)],
    ]);
    deeds.length = 0;
    await entry.enter('quit');
    expect(deeds).toEqual([
      ['line', ''],
      ['tells', 'bob', 'quit'],
    ]);
  });

  it('is a command with the slash, and out of calls', async () => {
    for (const [partner, line] of [
      ['bob', '/quit'],
      [null, 'quit'],
    ] as const) {
      const { entry, deeds } = entryWith(partner);
      await entry.enter(line);
      expect(deeds).toEqual([
        ['line', ''],
        ['runs', 'quit'],
      ]);
    }
  });
});

describe('an invitation that is pasted into the line', () => {
  it.each([
    ['http://127.0.0.1:8080/room/kuche', 'kuche', 'ws://127.0.0.1:8080', 'false'],
    [' https://a.example/webcrt/room/den#password=asked ', 'den', 'wss://a.example/webcrt', 'true'],
    ['webcrt://room/den?server=wss%3A%2F%2Fa.example', 'den', 'wss://a.example', 'false'],
  ])('%s is followed as if it had been opened', async (line, ...link) => {
    const { entry, deeds } = entryWith(null);
    await entry.enter(line);
    expect(deeds).toEqual([
      ['line', ''],
      ['suggests', ...link],
    ]);
  });

  it('is said in a call, where it is for the other end', async () => {
    const { entry, deeds } = entryWith('bob');
    await entry.enter('https://a.example/room/den');
    expect(deeds.at(-1)).toEqual(['tells', 'bob', 'https://a.example/room/den']);
  });

  it.each(['https://a.example/', 'https://a.example/room/den?x=1', 'https://a.example/room/a%20b'])(
    '%s is none',
    async (line) => {
      const { entry, deeds } = entryWith(null);
      await entry.enter(line);
      expect(deeds.map(([deed]) => deed)).toEqual(['line', 'notice']);
    },
  );

  it('is an address like any other when no room is in it, and is said to be one', async () => {
    const { entry, deeds } = entryWith(null);
    await entry.enter('https://a.example/');
    expect(deeds.at(-1)?.[1]).toBe(
      'That is an address. If a server is there, this signs in to it: login --server https://a.example/',
    );
  });
});
