import { describe, expect, it } from 'vitest';
import { commandSentence } from '../../../../src/shared/commands/command-sentence';
import { parseLine } from '../../../../src/shared/commands/parse-command';
import { NAME_RULE } from '../../../../src/shared/text/names';

function sentenceOf(line: string): string {
  const result = parseLine(line, { isInCall: false });
  if (result.ok) throw new Error(`${line} is fine`);
  return commandSentence(result.error);
}

describe('commandSentence', () => {
  it.each([
    ['hangpu', 'There is no command hangpu. Did you mean hangup?'],
    ['xyzzy', 'There is no command xyzzy. help lists them all.'],
    ['/', 'Type a command behind the slash. help lists them all.'],
    ['call', 'PERSON is missing: call PERSON. For example: call echo'],
    [
      'login --user',
      'NAME behind --user is missing: login [--user NAME] [--server URL] [--trust SHA256]. For example: login --user ann',
    ],
    ['call bob eve', 'eve is one word too many: call PERSON. For example: call echo'],
    ['join Team B', 'B is one word too many: join [--password] ROOM. For example: join "Team B"'],
    ['invite them', 'them is one word too many: invite'],
    ['hangup -x', 'There is no option -x: hangup'],
    ['snapshot gif', 'gif will not do: it must be one of txt, ansi, png.'],
    [
      'set donotdistrub',
      'donotdistrub will not do: it must be one of available, away, donotdisturb. Did you mean donotdisturb?',
    ],
    ['call ...', `... will not do: a name is ${NAME_RULE}.`],
    [
      'resolution 9x9',
      '9x9 will not do: it must be one of 144p, 240p, 360p, 480p, 720p, 1080p, 1440p, 2160p, WIDTHxHEIGHT such as 640x480.',
    ],
    ['login --user "a b"', `a b will not do: a name is ${NAME_RULE}.`],
    ['login --server x', 'x will not do: a server is an address such as wss://calls.example.org.'],
    [
      'config framrate',
      'framrate will not do: config lists all the settings. Did you mean framerate?',
    ],
    ['help me', 'me will not do: it must be a COMMAND, help lists them all.'],
    ['call "bob', 'A quote was opened and not closed. Close it, or put a backslash before it.'],
    [
      '//hi',
      'You are in no call, where what you type is heard. say TEXT speaks to everybody on the server, msg PERSON TEXT to one; help lists all that you can do.',
    ],
  ])('for %s is %j', (line, sentence) => {
    expect(sentenceOf(line)).toBe(sentence);
  });

  it('shows no control or bidirectional characters of what was pasted', () => {
    expect(sentenceOf('\u001b[31mred\u202e')).toBe(
      'There is no command [31mred. help lists them all.',
    );
  });

  it('shows the beginning of a long word only', () => {
    expect(sentenceOf('x'.repeat(10_000)).length).toBeLessThan(120);
  });
});

it('has nothing to say against a size in pixels', () => {
  expect(parseLine('resolution 640X480', { isInCall: false })).toMatchObject({
    ok: true,
    value: { command: { name: 'resolution', size: '640x480' } },
  });
});
