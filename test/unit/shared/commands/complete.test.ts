import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonPrefix,
  complete,
  type CompletionContext,
} from '../../../../src/shared/commands/complete';
import { COMMAND_NAMES } from '../../../../src/shared/commands/definitions';
import { CONFIG_KEYS, valuesFor } from '../../../../src/shared/config/parse-setting';

const CONTEXT: CompletionContext = {
  isInCall: false,
  people: ['bob', 'Ann', 'anton'],
  autoAnswerPeople: ['carol'],
  servers: ['wss://a.example'],
  rooms: ['garden', 'den'],
  settingKeys: CONFIG_KEYS,
  settingValues: (key) => (key === 'webcam' ? ['USB Camera', 'Built-in Camera'] : valuesFor(key)),
};
const IN_CALL: CompletionContext = { ...CONTEXT, isInCall: true };

function offered(line: string, context = CONTEXT): readonly string[] {
  return complete(line, line.length, context).candidates;
}

describe('complete', () => {
  it.each<[string, readonly string[]]>([
    ['join ', ['den', 'garden']],
    ['join ga', ['garden']],
    ['history chat clear g', ['garden']],
    ['lo', ['lock', 'login', 'logout', 'lookup']],
    ['/lo', ['/lock', '/login', '/logout', '/lookup']],
    ['LOO', ['lookup']],
    ['xyz', []],
    ['call ', ['Ann', 'anton', 'bob', 'echo']],
    ['call a', ['Ann', 'anton']],
    ['call e', ['echo']],
    ['/call a', ['Ann', 'anton']],
    ['call bob ', []],
    ['msg ', ['Ann', 'anton', 'bob']],
    ['msg bob a', []],
    ['say a', []],
    ['set ', ['available', 'away', 'donotdisturb']],
    ['style j', ['just-ascii']],
    ['snapshot ', ['txt', 'ansi', 'png']],
    ['mute ', ['on', 'off', 'Ann', 'anton', 'bob']],
    ['login ', ['--user', '--server', '--trust']],
    ['login -', ['--user', '--server', '--trust', '--help']],
    ['login --user ', []],
    ['login --user bob ', ['--server', '--trust']],
    ['login --server ', ['wss://a.example']],
    ['login --server w', ['wss://a.example']],
    ['logout -', ['--force', '--help']],
    ['logout --f', ['--force']],
    ['logout -f ', []],
    ['hangup ', []],
    ['hangup --', ['--help']],
    ['help hz', []],
    ['help ha', ['hangup']],
    ['autoanswer ', ['on', 'off', 'list', 'add', 'remove']],
    ['autoanswer add ', ['Ann', 'anton', 'bob']],
    ['autoanswer remove ', ['carol']],
    ['autoanswer on ', []],
    ['config ', CONFIG_KEYS],
    ['config video', ['videostyle', 'video_size']],
    ['config keys.toggle-m', ['keys.toggle-mute']],
    ['config autoanswer ', ['on', 'off']],
    ['config webcam u', ['USB Camera']],
    ['config webcam USB C', ['USB Camera']],
    ['nonsense a', []],
    ['call "a', []],
  ])('offers for %j: %j', (line, candidates) => {
    expect(offered(line)).toEqual(candidates);
  });

  it('offers every command for an empty line', () => {
    expect(offered('')).toEqual(COMMAND_NAMES);
    expect(offered('', IN_CALL)).toEqual(COMMAND_NAMES.map((word) => `/${word}`));
  });

  it('offers commands with their slash, and names, for the first word in a call', () => {
    expect(offered('an', IN_CALL)).toEqual(['/answer', 'Ann', 'anton']);
    expect(offered('/an', IN_CALL)).toEqual(['/answer']);
  });

  it('completes names in chat, and arguments behind a slash', () => {
    expect(offered('set a', IN_CALL)).toEqual(['Ann', 'anton']);
    expect(offered('hello ', IN_CALL)).toEqual([]);
    expect(offered('/send ', IN_CALL)).toEqual(['Ann', 'anton', 'bob']);
    expect(offered('/send ', { ...IN_CALL, company: ['zoe', 'bob'] })).toEqual(['bob', 'zoe']);
    expect(offered('/msg a', { ...IN_CALL, company: ['zoe'] })).toEqual(['Ann', 'anton']);
    expect(offered('/set a', IN_CALL)).toEqual(['available', 'away']);
    expect(offered('//set a', IN_CALL)).toEqual(['Ann', 'anton']);
  });

  it('replaces the word at the cursor, also its end behind the cursor', () => {
    expect(complete('call anx now', 6, CONTEXT)).toEqual({
      start: 5,
      end: 8,
      candidates: ['Ann', 'anton'],
    });
    expect(complete('lo', 0, CONTEXT)).toMatchObject({ start: 0, end: 2 });
    expect(complete('config webcam USB C', 19, CONTEXT)).toMatchObject({ start: 14, end: 19 });
  });

  it('never throws, and stays inside the line', () => {
    const line = fc.string({
      unit: fc.constantFrom('/', ' ', '-', '"', 'a', 'call', 'login', '--user'),
    });
    fc.assert(
      fc.property(line, fc.nat(30), fc.boolean(), (text, at, isInCall) => {
        const cursor = Math.min(at, text.length);
        const { start, end } = complete(text, cursor, { ...CONTEXT, isInCall });
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(cursor);
        expect(end).toBeGreaterThanOrEqual(cursor);
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('commonPrefix', () => {
  it.each([
    [['login', 'logout', 'lookup'], 'lo'],
    [['login'], 'login'],
    [['Ann', 'anton'], 'An'],
    [['a', 'b'], ''],
    [[], ''],
  ])('of %j is %j', (candidates, prefix) => {
    expect(commonPrefix(candidates)).toBe(prefix);
  });
});
