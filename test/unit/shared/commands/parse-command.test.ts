import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandError } from '../../../../src/shared/commands/command-error';
import { type Command, COMMAND_NAMES } from '../../../../src/shared/commands/definitions';
import { type ParsedLine, parseLine } from '../../../../src/shared/commands/parse-command';
import { PRESENCES } from '../../../../src/shared/protocol/messages';

function read(line: string, isInCall = false): ParsedLine | CommandError {
  const result = parseLine(line, { isInCall });
  return result.ok ? result.value : result.error;
}

const COMMAND_LINES: readonly (readonly [string, Command])[] = [
  ['login', { name: 'login', user: null, server: null, trust: null }],
  ['login --user ann', { name: 'login', user: 'ann', server: null, trust: null }],
  [
    'login --server wss://a.example --trust AB:CD',
    { name: 'login', user: null, server: 'wss://a.example', trust: 'AB:CD' },
  ],
  [
    'login --server=wss://a.example/?a=b --user "ann"',
    { name: 'login', user: 'ann', server: 'wss://a.example/?a=b', trust: null },
  ],
  ['logout', { name: 'logout', isForced: false }],
  ['logout -f', { name: 'logout', isForced: true }],
  ['logout --force', { name: 'logout', isForced: true }],
  ['lookup', { name: 'lookup', beginning: '', isMore: false }],
  ['whoami', { name: 'whoami' }],
  ['pixels', { name: 'pixels', person: null, isOn: null }],
  ['pixels off', { name: 'pixels', person: null, isOn: false }],
  ['pixels ann', { name: 'pixels', person: 'ann', isOn: null }],
  ['pixels ann on', { name: 'pixels', person: 'ann', isOn: true }],
  ['pixels on off', { name: 'pixels', person: 'on', isOn: false }],
  ['devices', { name: 'devices', what: null, label: null }],
  ['set donotdisturb', { name: 'set', presence: 'donotdisturb', durationMs: null }],
  ['set AWAY', { name: 'set', presence: 'away', durationMs: null }],
  ['say hello', { name: 'say', text: 'hello' }],
  ['say  "Hi"  it\'s  me ', { name: 'say', text: '"Hi"  it\'s  me' }],
  ['say a \\"quote\\" and it\'s "odd', { name: 'say', text: 'a \\"quote\\" and it\'s "odd' }],
  ['say --5 degrees', { name: 'say', text: '--5 degrees' }],
  ['say -- -h', { name: 'say', text: '-h' }],
  ['say what does -h do', { name: 'say', text: 'what does -h do' }],
  ['msg bob a "b" \\c', { name: 'msg', person: 'bob', text: 'a "b" \\c' }],
  ['call bob', { name: 'call', person: 'bob' }],
  ['call echo', { name: 'call', person: 'echo' }],
  ['CALL Bob', { name: 'call', person: 'Bob' }],
  ['call e\u0301va', { name: 'call', person: 'éva' }],
  ['answer', { name: 'answer' }],
  ['decline', { name: 'decline', text: null }],
  ['decline not now, "sorry', { name: 'decline', text: 'not now, "sorry' }],
  ['hangup', { name: 'hangup' }],
  ['mute', { name: 'mute', person: null, isOn: null }],
  ['mute on', { name: 'mute', person: null, isOn: true }],
  ['camera OFF', { name: 'camera', isOn: false }],
  ['style', { name: 'style', style: null, person: null }],
  ['style just-ascii', { name: 'style', style: 'just-ascii', person: null }],
  ['style DEFAULT Bob', { name: 'style', style: 'default', person: 'Bob' }],
  ['palette', { name: 'palette', value: null }],
  ['palette #000000 #ffffff', { name: 'palette', value: '#000000 #ffffff' }],
  ['ramp " .:-=+*#%@"', { name: 'ramp', ramp: ' .:-=+*#%@' }],
  ['ramp', { name: 'ramp', ramp: null }],
  ['adjust', { name: 'adjust', knob: null, value: null }],
  ['adjust gamma 1.2', { name: 'adjust', knob: 'gamma', value: '1.2' }],
  ['adjust default', { name: 'adjust', knob: 'default', value: null }],
  ['mirror off', { name: 'mirror', value: 'off' }],
  ['costume', { name: 'costume', style: null, palette: null }],
  ['costume half amber', { name: 'costume', style: 'half', palette: 'amber' }],
  ['costume off', { name: 'costume', style: 'off', palette: null }],
  ['snapshot', { name: 'snapshot', format: 'txt', person: null }],
  ['snapshot png', { name: 'snapshot', format: 'png', person: null }],
  ['config', { name: 'config', key: null, value: null }],
  ['config framerate', { name: 'config', key: 'framerate', value: null }],
  [
    'config ice_servers turn:a.example user "pass',
    { name: 'config', key: 'ice_servers', value: 'turn:a.example user "pass' },
  ],
  ['config keys.help F2', { name: 'config', key: 'keys.help', value: 'F2' }],
  ['autoanswer', { name: 'autoanswer', action: 'show' }],
  ['autoanswer list', { name: 'autoanswer', action: 'show' }],
  ['autoanswer on', { name: 'autoanswer', action: 'on' }],
  ['autoanswer add bob', { name: 'autoanswer', action: 'add', person: 'bob', time: 'for-a-day' }],
  [
    'autoanswer add bob always',
    { name: 'autoanswer', action: 'add', person: 'bob', time: 'always-unconfirmed' },
  ],
  [
    'autoanswer add bob always yes',
    { name: 'autoanswer', action: 'add', person: 'bob', time: 'always' },
  ],
  ['autoanswer remove bob', { name: 'autoanswer', action: 'remove', person: 'bob' }],
  ['help', { name: 'help', command: null }],
  ['help login', { name: 'help', command: 'login' }],
  ['quit', { name: 'quit' }],
  ['exit', { name: 'exit' }],
];

const LOGIN_USAGE = 'login [--user NAME] [--server URL] [--trust SHA256]';

const ERRORS: readonly (readonly [string, CommandError])[] = [
  ['hangpu', { reason: 'unknown-command', word: 'hangpu', nearest: 'hangup' }],
  ['snap', { reason: 'unknown-command', word: 'snap', nearest: 'snapshot' }],
  ['xyzzy', { reason: 'unknown-command', word: 'xyzzy', nearest: null }],
  ['__proto__', { reason: 'unknown-command', word: '__proto__', nearest: null }],
  ['/', { reason: 'unknown-command', word: '', nearest: null }],
  ['', { reason: 'unknown-command', word: '', nearest: null }],
  ['//hello', { reason: 'not-in-call', text: '/hello' }],
  ['call', { reason: 'missing-argument', usage: 'call PERSON', what: 'PERSON' }],
  ['msg bob', { reason: 'missing-argument', usage: 'msg PERSON TEXT', what: 'TEXT' }],
  ['say', { reason: 'missing-argument', usage: 'say TEXT', what: 'TEXT' }],
  ['say --', { reason: 'missing-argument', usage: 'say TEXT', what: 'TEXT' }],
  ['login --user', { reason: 'missing-argument', usage: LOGIN_USAGE, what: 'NAME behind --user' }],
  ['login --user=', { reason: 'missing-argument', usage: LOGIN_USAGE, what: 'NAME behind --user' }],
  [
    'autoanswer add',
    { reason: 'missing-argument', usage: 'autoanswer add PERSON', what: 'PERSON' },
  ],
  [
    'autoanswer remove bob always',
    { reason: 'unexpected-argument', usage: 'autoanswer remove PERSON', word: 'always' },
  ],
  ['autoanswer on bob', { reason: 'unexpected-argument', usage: 'autoanswer on', word: 'bob' }],
  ['adjust default 2', { reason: 'unexpected-argument', usage: 'adjust default', word: '2' }],
  ['costume off green', { reason: 'unexpected-argument', usage: 'costume off', word: 'green' }],
  ['call bob eve', { reason: 'unexpected-argument', usage: 'call PERSON', word: 'eve' }],
  ['login ann', { reason: 'unexpected-argument', usage: LOGIN_USAGE, word: 'ann' }],
  ['hangup "-h"', { reason: 'unexpected-argument', usage: 'hangup', word: '-h' }],
  ['logout -- -f', { reason: 'unexpected-argument', usage: 'logout [-f|--force]', word: '-f' }],
  [
    'logout --force=1',
    { reason: 'unknown-option', usage: 'logout [-f|--force]', word: '--force=1' },
  ],
  ['login --usr ann', { reason: 'unknown-option', usage: LOGIN_USAGE, word: '--usr' }],
  ['hangup -x', { reason: 'unknown-option', usage: 'hangup', word: '-x' }],
  [
    'set donotdistrub',
    {
      reason: 'bad-value',
      what: 'available|away|donotdisturb',
      kind: 'word',
      word: 'donotdistrub',
      allowed: PRESENCES,
      nearest: 'donotdisturb',
    },
  ],
  [
    'call ""',
    { reason: 'bad-value', what: 'PERSON', kind: 'person', word: '', allowed: [], nearest: null },
  ],
  [
    'login --server calls.example',
    {
      reason: 'bad-value',
      what: 'URL',
      kind: 'url',
      word: 'calls.example',
      allowed: [],
      nearest: null,
    },
  ],
  ['call "bob', { reason: 'unterminated-quote' }],
  ['login --user "bob', { reason: 'unterminated-quote' }],
];

describe('parseLine out of a call', () => {
  it.each(COMMAND_LINES)('reads %s', (line, command) => {
    expect(read(line)).toEqual({ kind: 'command', command });
  });

  it.each(COMMAND_LINES)('reads /%s the same', (line, command) => {
    expect(read(`/${line}`)).toEqual({ kind: 'command', command });
    expect(read(`  / ${line}`)).toEqual({ kind: 'command', command });
  });

  it.each(ERRORS)('refuses %s', (line, error) => {
    expect(read(line)).toEqual(error);
  });

  it('knows the settings', () => {
    expect(read('config framrate 3')).toMatchObject({ reason: 'bad-value', nearest: 'framerate' });
  });
});

describe('asking for help', () => {
  it.each(COMMAND_NAMES)('%s -h, and --help', (name) => {
    const help = { kind: 'command', command: { name: 'help', command: name } };
    expect(read(`${name} -h`)).toEqual(help);
    expect(read(`/${name} --help`)).toEqual(help);
  });

  it.each([
    ['login --user ann -h', 'login'],
    ['login --user -h', 'login'],
    ['login --nonsense', null],
    ['login -h --nonsense', 'login'],
    ['call bob -h', 'call'],
    ['config framerate -h', 'config'],
  ])('goes before all that follows in %s', (line, command) => {
    const parsed = read(line);
    if (command === null) expect(parsed).toHaveProperty('reason');
    else expect(parsed).toEqual({ kind: 'command', command: { name: 'help', command } });
  });
});

describe('parseLine in a call', () => {
  it.each(COMMAND_LINES)('reads /%s as a command', (line, command) => {
    expect(read(`/${line}`, true)).toEqual({ kind: 'command', command });
  });

  it.each(COMMAND_LINES.filter(([line]) => !line.startsWith('CALL')))('holds %s back', (line) => {
    const text = line.trim();
    expect(read(line, true)).toEqual({ kind: 'held', text, suggestion: `/${text}` });
  });

  it.each([
    'hello',
    'call me later',
    'answer me!',
    'Answer',
    'set the table',
    'style is everything',
    'help me please',
    'config is broken',
    'quit joking',
    'mute "',
    'hangups',
    'don\'t "panic',
    '<b>&',
  ])('takes %s for chat', (text) => {
    expect(read(text, true)).toEqual({ kind: 'chat', text });
  });

  it('sends /text for //text', () => {
    expect(read('//hangup now', true)).toEqual({ kind: 'chat', text: '/hangup now' });
  });

  it('refuses an unknown command behind a slash', () => {
    expect(read('/hangpu', true)).toMatchObject({ reason: 'unknown-command', nearest: 'hangup' });
  });
});

describe('parseLine with several lines', () => {
  it('takes them for chat in a call, also where the first reads like a command', () => {
    expect(read('quit\nsmoking', true)).toEqual({ kind: 'chat', text: 'quit\nsmoking' });
    expect(read('one\n\n  two', true)).toEqual({ kind: 'chat', text: 'one\n\n  two' });
  });

  it('keeps them in what a command takes to the end', () => {
    const command = { name: 'msg', person: 'bob', text: 'one\n  two' };
    expect(read('/msg bob one\n  two', true)).toMatchObject({ kind: 'command', command });
    expect(read('msg bob one\n  two', false)).toMatchObject({ kind: 'command', command });
  });

  it('is a command with a slash, whose words may stand in any line', () => {
    const command = { name: 'style', style: 'braille' };
    expect(read('/style\nbraille', true)).toMatchObject({ kind: 'command', command });
  });
});

describe('parseLine and any line at all', () => {
  const piece = fc.oneof(
    fc.constantFrom(...COMMAND_NAMES, '--user', '-h', '--', '"', "'", '\\', '/', ' ', ' ', 'on'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const lines = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  it('never throws', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (line, isInCall) => {
        expect(parseLine(line, { isInCall })).toHaveProperty('ok');
      }),
      { numRuns: 2_000 },
    );
  });

  it('never runs a command in a call without a slash, nor talks with one', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const parsed = read(line, true);
        const isCommand = 'kind' in parsed && parsed.kind === 'command';
        const isChat = 'kind' in parsed && (parsed.kind === 'chat' || parsed.kind === 'held');
        const hasSlash = line.trim().startsWith('/') && !line.trim().startsWith('//');
        if (hasSlash) expect(isChat).toBe(false);
        else expect(isCommand).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('runs what a held line suggests', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const parsed = read(line, true);
        if (!('kind' in parsed) || parsed.kind !== 'held') return;
        expect(read(parsed.suggestion, true)).toHaveProperty('kind', 'command');
      }),
      { numRuns: 2_000 },
    );
  });
});
