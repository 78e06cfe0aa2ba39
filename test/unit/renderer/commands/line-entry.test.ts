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
