import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSetting, formatSettings } from '../../../../src/shared/config/format-setting';
import { CONFIG_KEYS, parseSetting, valuesFor } from '../../../../src/shared/config/parse-setting';
import { migrate } from '../../../../src/shared/config/migrate';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import { NAME_RULE } from '../../../../src/shared/text/names';

function patchOf(key: string, text: string): Partial<Settings> {
  const result = parseSetting(key, text, DEFAULT_SETTINGS);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function refusalOf(key: string, text: string): string {
  const result = parseSetting(key, text, DEFAULT_SETTINGS);
  return result.ok ? JSON.stringify(result.value) : result.error;
}

describe('parseSetting', () => {
  it.each<[string, string, Partial<Settings>]>([
    ['username', 'ann', { username: 'ann' }],
    ['username', 'none', { username: null }],
    ['signalinghosturl', 'http://x', { signalinghosturl: 'ws://x' }],
    ['signalinghosturl', 'https://x:1/y', { signalinghosturl: 'wss://x:1/y' }],
    ['servers', 'https://x, ws://y', { servers: ['wss://x', 'ws://y'] }],
    ['autoanswer', 'on', { autoanswer: true }],
    ['autoanswer', 'FALSE', { autoanswer: false }],
    ['framerate', '15', { framerate: 15 }],
    ['video_size', '1280x720', { video_size: '1280x720' }],
    ['webcam', '/dev/video0', { webcam: '/dev/video0', webcam_id: null }],
    ['webcam', '"USB Camera"', { webcam: 'USB Camera', webcam_id: null }],
    ['webcam', 'default', { webcam: null, webcam_id: null }],
    [
      'autoanswer_people',
      'ann wss://x always, bob http://y:8080 until 2026-12-01T18:00Z',
      {
        autoanswer_people: [
          { name: 'ann', server: 'wss://x', untilMs: null },
          { name: 'bob', server: 'ws://y:8080', untilMs: Date.UTC(2026, 11, 1, 18) },
        ],
      },
    ],
    ['autoanswer_people', 'none', { autoanswer_people: [] }],
    ['palette', 'amber', { palette: 'amber' }],
    ['palette_colours', '#000000 #FFffff', { palette_colours: ['#000000', '#FFffff'] }],
    ['ramp', '" .:#"', { ramp: ' .:#' }],
    ['ramp', 'default', { ramp: null }],
    ['gamma', '1.4', { gamma: 1.4 }],
    ['costume', 'braille amber', { costume: 'braille amber' }],
    ['costume', 'off', { costume: null }],
    ['ice_servers', 'none', { ice_servers: [] }],
    ['noise_suppression', 'Neural', { noise_suppression: 'neural' }],
    ['noise_suppression', 'on', { noise_suppression: 'browser' }],
    ['noise_suppression', 'no', { noise_suppression: 'off' }],
    ['hide_address', 'on', { hide_address: 'on' }],
    ['hide_address', 'no', { hide_address: 'off' }],
    ['hide_address', 'auto', { hide_address: 'auto' }],
    [
      'ice_servers',
      'stun:a.example, turn:b.example:3478 user secret',
      {
        ice_servers: [
          { urls: 'stun:a.example' },
          { urls: 'turn:b.example:3478', username: 'user', credential: 'secret' },
        ],
      },
    ],
    ['ice_servers', '[{"urls":"stun:a.example"}]', { ice_servers: [{ urls: 'stun:a.example' }] }],
  ])('takes %s %s', (key, text, patch) => {
    expect(patchOf(key, text)).toEqual(patch);
  });

  it.each([
    ['framerate', '0', 'framerate must be frames per second, a whole number from 1 to 60.'],
    ['framerate', '', 'framerate must be frames per second, a whole number from 1 to 60.'],
    ...['ann', 'ann wss://x', 'ann wss://x until soon', 'ann wss://x always yes'].map(
      (typed): [string, string, string] => [
        'autoanswer_people',
        typed,
        'autoanswer_people must be at most 200 names, each with its server and always or a time, such as ann wss://calls.example.org until 2026-12-01T18:00Z, or none.',
      ],
    ),
    ['autoanswer', 'perhaps', 'autoanswer must be on or off.'],
    ['video_size', 'big', 'video_size must be a size such as 720p or 640x480.'],
    ['videostyle', 'oil', /^videostyle must be one of just-ascii, /],
    ['palette', 'mauve', /^palette must be one of truecolour, 256, 16, green, /],
    ['palette_colours', '#000', /^palette_colours must be 2 to 32 colours such as #0f380f /],
    ['palette_colours', '#000000', /^palette_colours must be 2 to 32 colours such as /],
    ['palette_colours', 'none', /^palette_colours must be 2 to 32 colours such as /],
    ['ramp', 'x', /^ramp must be 2 to 64 characters from dark to bright, each one cell wide\.$/],
    ...['foo', '0', '7', '20001', '-5', '20.5', ''].map((typed): [string, string, string] => [
      'bandwidth',
      typed,
      'bandwidth must be one of auto, low, high, or kbit/s from 20 to 20000.',
    ]),
    [
      'servers',
      'foo',
      'servers must be at most 20 addresses such as wss://calls.example.org, or none.',
    ],
    ['username', 'a b', `username must be ${NAME_RULE}.`],
    ['username', 'x'.repeat(33), `username must be ${NAME_RULE}.`],
    ['contacts', 'ann -bob', `contacts must be at most 200 names, each ${NAME_RULE}, or none.`],
    ['contrast', '0', 'contrast must be a number from 0.2 to 3.'],
    ['edges', 'sharp', 'edges must be a number from 0 to 3.'],
    ['costume', 'sparkles', /^costume must be a style and, if you like, a palette, such as /],
    ['ice_servers', 'turn:b.example', /^ice_servers must be servers such as stun:/],
    ['ice_servers', '[{', /^ice_servers must be servers such as stun:/],
    ['nonsense', '1', 'There is no setting nonsense. config lists them all.'],
    ['version', '2', 'There is no setting version. config lists them all.'],
    ['keys', 'F2', 'There is no setting keys. config lists them all.'],
    ['keys.dance', 'F2', /^There is no action dance\. The actions are: help, /],
    [
      'keys.help',
      'Alt+M',
      'Alt+M is bound to toggle-mute already. Bind that to another key first.',
    ],
    ['keys.help', 'Ctrl+W', /^Ctrl\+W belongs to the browser or the desktop/],
  ])('refuses %s %s with a sentence', (key, text, sentence) => {
    expect(refusalOf(key, text)).toMatch(sentence);
  });

  it('makes only patches that the settings take, of anything', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('on', '30', 'none', 'F2', 'stun:a', 'turn:a b c', '[]', '[{"urls":1}]', '"'),
      fc.json(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...CONFIG_KEYS), text, (key, value) => {
        const result = parseSetting(key, value, DEFAULT_SETTINGS);
        if (!result.ok) {
          expect(result.error).toMatch(/\.$/);
          return;
        }
        const settings = { ...DEFAULT_SETTINGS, ...result.value };
        expect(migrate(settings)).toEqual({ settings, notices: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('binds a key, spelt in any way', () => {
    expect(patchOf('keys.toggle-mute', 'alt + n').keys?.['toggle-mute']).toBe('Alt+N');
  });

  it('offers values where there are few', () => {
    expect(valuesFor('autoanswer')).toEqual(['on', 'off']);
    expect(valuesFor('videostyle')).toContain('just-ascii');
    expect(valuesFor('framerate')).toEqual([]);
  });
});

describe('formatSetting', () => {
  it('shows every setting in a form that can be typed back', () => {
    for (const key of CONFIG_KEYS) {
      const text = formatSetting(DEFAULT_SETTINGS, key);
      const settings = { ...DEFAULT_SETTINGS, ...patchOf(key, text) };
      expect(settings, key).toEqual(DEFAULT_SETTINGS);
    }
  });

  it('keeps passwords off the screen', () => {
    const patch = patchOf('ice_servers', 'turn:b.example user hunter2');
    const lines = formatSettings({ ...DEFAULT_SETTINGS, ...patch }, DEFAULT_SETTINGS.keys).join(
      '\n',
    );
    expect(lines).toContain('turn:b.example user ***');
    expect(lines).not.toContain('hunter2');
  });

  it('marks what is not at its default', () => {
    const lines = formatSettings({ ...DEFAULT_SETTINGS, framerate: 15 }, DEFAULT_SETTINGS.keys);
    expect(lines.filter((line) => line.startsWith('*'))).toEqual([
      expect.stringMatching(/^\* framerate +15$/),
    ]);
  });
});
