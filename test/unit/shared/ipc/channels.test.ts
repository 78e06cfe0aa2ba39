import { describe, expect, it } from 'vitest';
import {
  MAX_FILE_BYTES,
  MAX_FILE_PIECE_BYTES,
  parseArguments,
  REQUEST_CHANNELS,
  type RequestChannel,
} from '../../../../src/shared/ipc/channels';

const KEY = 'ab'.repeat(32);

const GOOD: Record<RequestChannel, readonly unknown[]> = {
  'app:start-options': [],
  'app:quit': [],
  'signalling:sign-in': [{ server: 'wss://example.org', name: 'ann', presence: 'away' }],
  'signalling:sign-out': [{ force: true }],
  'signalling:request': ['call:invite', { to: 'bob' }],
  'signalling:retry-now': [],
  'signalling:state': [],
  'settings:load': [],
  'settings:update': [{ framerate: 15 }],
  'identity:load': [],
  'identity:sign': [
    {
      kind: 'signal',
      talk: 'call-0001',
      from: KEY,
      to: '',
      seq: 1,
      signal: { kind: 'renegotiate', generation: 1 },
    },
  ],
  'identity:export': ['correct horse'],
  'identity:import': ['-----BEGIN', 'correct horse'],
  'hosting:start': [],
  'hosting:stop': [],
  'hosting:report': [],
  'lan:start': ['the blue whale sings'],
  'lan:stop': [],
  'lan:report': [],
  'lan:contacts': [[{ name: 'ann', key: KEY }]],
  'ring:start': [{ callId: 'call-0001', from: 'ann' }],
  'ring:stop': [],
  'screen:keep-awake': [true],
  'screen:is-locked': [],
  'status:report': [{ phase: 'live', peer: 'ann', presence: 'available', autoAnswer: false }],
  'control:answer': [
    1,
    {
      isDone: true,
      text: 'Your microphone is muted.',
      status: {
        phase: 'live',
        peer: 'bob',
        name: 'ann',
        presence: 'available',
        isMuted: true,
        isHeard: false,
        isCameraOn: true,
        ptt: 'off',
        missedCalls: 0,
      },
    },
  ],
  'terminal:begin': [],
  'terminal:tell': [1, { kind: 'line', text: 'bob: hello', tone: 'said' }],
  'terminal:show': [1, new Uint8Array([1])],
  'window:is-visible': [],
  'window:toggle-full-screen': [],
  'file:save': ['a.txt', new Uint8Array([1])],
  'file:open': ['a.txt', 50_000_000],
  'file:write': ['0123456789abcdef', new Uint8Array([1])],
  'file:close': ['0123456789abcdef'],
  'file:discard': ['0123456789abcdef'],
  'screens:list': [],
  'screens:choose': ['window:73400321:0', true],
  'shell:start': [{ cols: 80, rows: 24, command: 'htop' }],
  'shell:stop': [],
  'shell:type': [[{ kind: 'key', key: 'Enter', ctrl: false, alt: false, shift: false }]],
  'shell:resize': [{ cols: 100, rows: 30 }],
  'shell:history': [2_000, 50],
  'shell:forget-history': [],
};

const BAD: [RequestChannel, readonly unknown[]][] = [
  ['shell:start', [{ cols: 80, rows: 24, command: '' }]],
  ['shell:start', [{ cols: 8, rows: 24, command: null }]],
  ['shell:start', [{ cols: 80, rows: 24, command: null, env: {} }]],
  ['shell:type', [[]]],
  ['shell:type', [[{ kind: 'bytes', text: '\x1b' }]]],
  ['shell:type', [[{ kind: 'chord', key: '\x03', ctrl: false, alt: false }]]],
  ['shell:resize', [{ cols: 80.5, rows: 24 }]],
  ['shell:history', [0, 1]],
  ['shell:history', [1, 51]],
  ['signalling:sign-in', [{ server: '', name: 'ann', presence: 'away' }]],
  ['signalling:sign-in', [{ server: 'wss://x', name: 'a'.repeat(200), presence: 'away' }]],
  ['signalling:sign-in', [{ server: 'wss://x', name: 'ann', presence: 'here' }]],
  ['signalling:sign-in', [{ server: 'wss://x', name: 'ann', presence: 'away', resumeToken: 'x' }]],
  ['signalling:sign-out', [{}]],
  ['signalling:request', ['session:sign-in', { name: 'eve', version: 1, presence: 'away' }]],
  ['signalling:request', ['session:sign-out', {}]],
  ['signalling:request', ['no:such', {}]],
  ['signalling:request', ['call:invite', { to: 'bob', from: 'eve' }]],
  ['signalling:request', ['call:invite', { callId: 'call-0001' }]],
  ['signalling:request', ['toString', {}]],
  ['settings:update', ['framerate']],
  ['settings:update', [{ a: 'x'.repeat(70_000) }]],
  // The main process signs in: see windowStatementSchema.
  [
    'identity:sign',
    [
      {
        kind: 'sign-in',
        origin: 'https://evil.test',
        nonce: 'n'.repeat(43),
        name: 'ann',
        key: KEY,
        atMs: 1,
      },
    ],
  ],
  ['identity:sign', ['what the window likes']],
  [
    'identity:sign',
    [{ kind: 'device-linked', name: 'ann', by: KEY, device: KEY.slice(1), atMs: 1 }],
  ],
  [
    'identity:sign',
    [{ kind: 'device-linked', name: 'ann', by: KEY, device: KEY, atMs: 1, more: 1 }],
  ],
  ['identity:export', ['short']],
  ['identity:export', ['x'.repeat(1_001)]],
  ['identity:import', ['x'.repeat(4_001), 'correct horse']],
  ['ring:start', [{ callId: '../../x', from: 'ann' }]],
  ['ring:start', [{ callId: 'call-0001', from: '' }]],
  ['status:report', [{ phase: 'dead', peer: null, presence: 'away', autoAnswer: false }]],
  ['status:report', [{ phase: 'idle', peer: null, presence: 'away' }]],
  ['control:answer', ['1', { isDone: true, text: '', status: null }]],
  ['control:answer', [1, { isDone: true, text: 'a'.repeat(600), status: null }]],
  ['control:answer', [1, { isDone: true, text: '', status: { phase: 'live' } }]],
  ['file:save', ['a.txt', 'text']],
  ['file:save', ['a.txt', [1, 2]]],
  ['file:save', ['', new Uint8Array(1)]],
  ['file:save', ['a'.repeat(300), new Uint8Array(1)]],
  ['file:open', ['', 1]],
  ['file:open', ['a.txt', -1]],
  ['file:open', ['a.txt', 1e12]],
  ['file:write', ['../../etc/passwd', new Uint8Array(1)]],
  ['file:write', ['0123456789abcdef', new Uint8Array(MAX_FILE_PIECE_BYTES + 1)]],
  ['file:close', ['0123456789ABCDEF']],
  ['file:discard', [1]],
  ['screens:choose', ['window:1:0']],
  ['screens:choose', ['window:1:0', 'yes']],
  ['screens:choose', ['web-contents-media-stream://1:1', false]],
  ['screens:choose', [`screen:${'9'.repeat(30)}:0`, false]],
];

describe('parseArguments', () => {
  it.each(REQUEST_CHANNELS)('takes what belongs on %s, and gives it back', (channel) => {
    const input = GOOD[channel];
    expect(parseArguments(channel, input)).toEqual({ ok: true, value: input });
  });

  it.each(REQUEST_CHANNELS)('refuses one argument too many on %s', (channel) => {
    expect(parseArguments(channel, [...GOOD[channel], 'more']).ok).toBe(false);
  });

  it.each(REQUEST_CHANNELS)('refuses what is no list of arguments on %s', (channel) => {
    for (const input of [null, undefined, 'x', 1, {}]) {
      expect(parseArguments(channel, input).ok).toBe(false);
    }
  });

  it.each(BAD)('refuses on %s: %j', (channel, input) => {
    expect(parseArguments(channel, input).ok).toBe(false);
  });

  it('refuses a patch that is not plain data', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(parseArguments('settings:update', [cycle]).ok).toBe(false);
  });

  it('refuses a file over the limit without looking inside', () => {
    const huge = new Uint8Array(MAX_FILE_BYTES + 1);
    expect(parseArguments('file:save', ['a.png', huge]).ok).toBe(false);
  });

  it('says where something is wrong, and never what it was', () => {
    const outcome = parseArguments('ring:start', [{ callId: 'secret!', from: 'ann' }]);
    expect(outcome).toEqual({ ok: false, error: '0.callId' });
  });
});
