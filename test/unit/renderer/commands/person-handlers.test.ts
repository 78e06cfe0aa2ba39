import { describe, expect, it } from 'vitest';
import { PersonHandlers } from '../../../../src/renderer/commands/person-handlers';
import { parseCommand } from '../../../../src/shared/commands/parse-command';
import type { NoiseSuppression } from '../../../../src/shared/config/noise-suppression';
import { type Participant, USUAL_PREFERENCES } from '../../../../src/shared/call/participant';

const BOB = { id: 'bob', name: 'bob', preferences: USUAL_PREFERENCES } as Participant;

function setUp(people: readonly Participant[] = [BOB], suppression: NoiseSuppression = 'browser') {
  const notices: string[] = [];
  const done: string[] = [];
  let zoomed: string | null = null;
  const handlers = new PersonHandlers({
    participants: {
      people,
      find: (name) => people.find((person) => person.name === name),
      setPreferences: (name, change) => {
        done.push(name);
        return { ...USUAL_PREFERENCES, ...change };
      },
      stats: () => Promise.resolve({ details: null, stats: null }),
      zoom: (person) => {
        const wished = person === null || person === 'self' ? person : person.name;
        const isNews = wished !== zoomed;
        zoomed = wished;
        return isNews;
      },
      pip: (person) => {
        done.push(person === null || person === 'self' ? String(person) : person.name);
        return Promise.resolve(true);
      },
      isSelf: (name) => name === 'ann',
    },
    showPanel: (title, lines) => done.push(title, ...lines.slice(-1)),
    suppression: () => Promise.resolve({ wanted: suppression, used: suppression, costShare: 0.02 }),
    notice: (text) => notices.push(text),
  });
  /** What is said in answer to a line. */
  const run = async (line: string): Promise<string[]> => {
    const parsed = parseCommand(line);
    if (!parsed.ok) throw new Error(line);
    const command = parsed.value;
    if (command.name === 'mute') handlers.mute(command.person ?? '', command.isOn);
    else
      await (handlers.all[command.name as keyof typeof handlers.all] as (c: unknown) => unknown)(
        command,
      );
    return notices.splice(0);
  };
  return { run, done, zoomed: () => zoomed };
}

describe('commands about a person', () => {
  it.each([
    [
      'volume ann 150',
      'That is you, and you do not hear yourself. /mute turns your microphone off.',
    ],
    ['mute ann', 'That is you. /mute, without a name, turns your microphone off and on.'],
    ['hide ann', 'That is you. /selfview hidden takes your own picture off the stage.'],
    ['show ann', 'That is you. /selfview auto puts your own picture on the stage.'],
    ['stats ann', 'That is you. /stats, without a name, shows your connections to the others.'],
  ])('tell the local user what to type about themselves instead: %s', async (line, sentence) => {
    const { run, done } = setUp();
    expect(await run(line)).toEqual([sentence]);
    expect(done).toEqual([]);
  });

  it('take the local picture like any other where that makes sense', async () => {
    const { run, done, zoomed } = setUp();
    expect(await run('pip ann')).toEqual([]);
    expect(done).toEqual(['self']);
    expect(await run('zoom ann')).toEqual([]);
    expect(zoomed()).toBe('self');
  });

  it('say that somebody is not on the stage', async () => {
    const { run } = setUp();
    for (const line of [
      'volume zed 10',
      'mute zed',
      'hide zed',
      'stats zed',
      'pip zed',
      'zoom zed',
    ])
      expect(await run(line)).toEqual([
        'zed is not on the stage: only those in your call or room are.',
      ]);
  });
});

describe('a zoom that changes nothing', () => {
  const ALONE =
    'There is nobody to make large: you are in no call, or alone in your room. call echo tries one.';

  it.each(['zoom', 'zoom ann'])('says that there is nobody to make large: %s', async (line) => {
    const { run, zoomed } = setUp([]);
    expect(await run(line)).toEqual([ALONE]);
    expect(zoomed()).toBeNull();
  });

  it('says that all are alike already, or that somebody is large already', async () => {
    const { run } = setUp();
    expect(await run('zoom')).toEqual([
      'All are alike already. /zoom PERSON makes somebody large.',
    ]);
    expect(await run('zoom bob')).toEqual([]);
    expect(await run('zoom bob')).toEqual([
      'bob is large already. /zoom, or Esc, makes all alike.',
    ]);
    expect(await run('zoom')).toEqual([]);
  });

  it('have what our own noise suppression costs below their figures, where it runs', async () => {
    const neural = setUp([BOB], 'neural');
    await neural.run('stats bob');
    expect(neural.done.at(-1)).toMatch(
      /^A neural network takes noise off .* 2\.0 % of a processor/,
    );
    const browsers = setUp([BOB]);
    await browsers.run('stats bob');
    expect(browsers.done.at(-1)).not.toMatch(/noise/);
  });
});
