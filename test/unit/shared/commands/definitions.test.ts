import { describe, expect, it } from 'vitest';
import {
  type CommandDefinition,
  usageOf,
} from '../../../../src/shared/commands/command-definition';
import { COMMAND_NAMES, COMMANDS, findCommand } from '../../../../src/shared/commands/definitions';
import { parseCommand } from '../../../../src/shared/commands/parse-command';

const DEFINITIONS: readonly CommandDefinition[] = COMMANDS;
const EXAMPLES = DEFINITIONS.flatMap(({ name, examples }) =>
  examples.map((line) => ({ name, line })),
);

describe('the commands', () => {
  it('are all there', () => {
    // One a line, so that two that are added at a time do not meet.
    const expected = [
      'about',
      'accept',
      'adjust',
      'answer',
      'autoanswer',
      'bandwidth',
      'block',
      'blocked',
      'broadcast',
      'call',
      'camera',
      'config',
      'contact',
      'costume',
      'costumes',
      'crt',
      'decline',
      'density',
      'device',
      'devices',
      'dither',
      'doctor',
      'exit',
      'files',
      'grant',
      'hangup',
      'help',
      'hide',
      'history',
      'host',
      'ice',
      'identity',
      'invite',
      'join',
      'kick',
      'lan',
      'leave',
      'lock',
      'login',
      'logout',
      'lookup',
      'magnify',
      'mirror',
      'msg',
      'mute',
      'open',
      'palette',
      'pigeon',
      'pip',
      'pixels',
      'ptt',
      'quit',
      'ramp',
      'record',
      'refuse',
      'relay',
      'resolution',
      'revoke',
      'room',
      'rooms',
      'rtt',
      'safety',
      'say',
      'selfview',
      'send',
      'servers',
      'set',
      'share',
      'show',
      'snapshot',
      'source',
      'stats',
      'style',
      'textsize',
      'topic',
      'unblock',
      'unlock',
      'verify',
      'volume',
      'whoami',
      'zoom',
    ];
    expect([...COMMAND_NAMES].sort()).toEqual(expected);
  });

  it('can each be found, and nothing else', () => {
    for (const name of COMMAND_NAMES) expect(findCommand(name)?.name).toBe(name);
    for (const word of ['', 'constructor', '__proto__']) expect(findCommand(word)).toBeUndefined();
  });

  it.each(DEFINITIONS)('$name: takes the rest of the line at most last', (command) => {
    expect(command.arguments.slice(0, -1).some(({ isRest }) => isRest)).toBe(false);
  });

  it.each(DEFINITIONS)(
    '$name: has no argument that is needed behind one that is not',
    (command) => {
      const needed = command.arguments.map(({ isOptional }) => isOptional !== true);
      expect([...needed].sort((one, other) => Number(other) - Number(one))).toEqual(needed);
    },
  );

  it('show how they are used', () => {
    const usages = ['login', 'logout', 'msg', 'config', 'set'].map((name) => {
      const command = findCommand(name);
      return command === undefined ? '' : usageOf(command);
    });
    expect(usages).toEqual([
      'login [--user NAME] [--server URL] [--trust SHA256]',
      'logout [-f|--force]',
      'msg PERSON TEXT',
      'config [KEY] [VALUE]',
      'set available|away|donotdisturb [FOR]',
    ]);
  });

  it.each(EXAMPLES)('example: $line', ({ name, line }) => {
    expect(parseCommand(line)).toMatchObject({ ok: true, value: { name } });
  });
});
