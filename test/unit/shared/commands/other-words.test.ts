import { describe, expect, it } from 'vitest';
import { commandSentence } from '../../../../src/shared/commands/command-sentence';
import { COMMAND_NAMES } from '../../../../src/shared/commands/definitions';
import { commandByOtherWord } from '../../../../src/shared/commands/other-words';
import { parseLine } from '../../../../src/shared/commands/parse-command';

function answerTo(line: string): string {
  const parsed = parseLine(line, { isInCall: false });
  if (parsed.ok) throw new Error(`${line} is fine`);
  return commandSentence(parsed.error);
}

describe('a word that other programs have for a command', () => {
  it.each([
    ['nick max', 'login', 'login --user ann'],
    ['who', 'lookup', 'lookup'],
    ['settings', 'config', 'config'],
    ['version', 'about', 'about'],
    ['chat hello', 'msg', 'msg ann are you there?'],
    [':q', 'quit', 'quit'],
    ['LS', 'lookup', 'lookup'],
    ['captions on', 'rtt', 'rtt on'],
  ])('%s is answered with %s, what that does, and an example', (line, command, example) => {
    const answer = answerTo(line);
    expect(answer).toContain(`${command} `);
    expect(answer.endsWith(`: ${example}`)).toBe(true);
    expect(answer).not.toContain('Did you mean');
  });

  it('is never itself a command, which would be hidden by it', () => {
    expect(COMMAND_NAMES.filter((name) => commandByOtherWord(name) !== null)).toEqual([]);
  });
});

describe('what is said to nobody, out of a call', () => {
  it.each([
    'hello',
    'hi',
    'Hey!',
    'how do I call somebody',
    'is anybody there?',
    '😀',
    'שלום',
    'привет всем',
  ])('%s is answered with how one speaks, and is taken for no slip of a command', (line) => {
    const answer = answerTo(line);
    expect(answer).toContain('say TEXT');
    expect(answer).toContain('help');
    expect(answer).not.toContain('There is no command');
  });

  it.each(['hangpu', 'calll echo', 'joni garden', '/hello', 'xyzzy', 'https://x.example'])(
    '%s is none of that',
    (line) => {
      expect(answerTo(line)).not.toContain('say TEXT');
    },
  );
});
