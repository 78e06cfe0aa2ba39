import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../src/shared/config/migrate';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

describe('migrate', () => {
  it('finds nothing to say about the defaults, or about nothing at all', () => {
    expect(migrate(DEFAULT_SETTINGS)).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
    expect(migrate({})).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
  });

  it('keeps what can be used and says what could not', () => {
    const { settings, notices } = migrate({ username: 'ann', framerate: 900, videostyle: 'x' });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, username: 'ann' });
    expect(notices).toHaveLength(2);
    expect(notices.join(' ')).toMatch(/videostyle.*framerate/);
  });

  it.each([null, 7, 'text', [], undefined])('makes the defaults of %j, and says so', (input) => {
    const { settings, notices } = migrate(input);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(notices).toHaveLength(1);
  });

  it('drops unknown keys, those of prototypes included', () => {
    const input: unknown = JSON.parse(
      '{"__proto__": {"username": "eve"}, "constructor": 1, "x": 2}',
    );
    expect(migrate(input)).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
  });

  it('keeps an address hidden that was, when that was a switch', () => {
    expect(migrate({ hide_address: true }).settings.hide_address).toBe('on');
    expect(migrate({ hide_address: false })).toEqual({ settings: DEFAULT_SETTINGS, notices: [] });
  });

  it('keeps noise suppression as it was, when that was a switch', () => {
    expect(migrate({ noise_suppression: false }).settings.noise_suppression).toBe('off');
    expect(migrate({ noise_suppression: true })).toEqual({
      settings: DEFAULT_SETTINGS,
      notices: [],
    });
  });

  it('gives an action that a file does not know its default key', () => {
    const { settings, notices } = migrate({ keys: { 'toggle-mute': 'Alt+N' } });
    expect(settings.keys).toEqual({ ...DEFAULT_SETTINGS.keys, 'toggle-mute': 'Alt+N' });
    expect(notices).toEqual([]);
  });

  it.each([
    ['username', 'two words'],
    ['username', '\u001b[2J'],
    ['signalinghosturl', 'javascript:alert(1)'],
    ['video_size', '0x0'],
    ['video_size', '99999x10'],
    ['frame_interval', 1.5],
    ['ice_servers', [{ urls: 'turn:turn.example.org' }]],
    ['ice_servers', [{ urls: 'https://example.org' }]],
    ['autoanswer_people', 'ann'],
    ['signalinghosturl', 'wss://a.example:99999'],
    ['ice_servers', [{ urls: 'stun:user@a.example' }]],
    ['ice_servers', 'stun:a.example'],
    ['webcam', 'USB\u001b[2J'],
    ['keys', { help: 'Ctrl+T' }],
  ])('refuses %s = %j', (key, value) => {
    const { settings, notices } = migrate({ [key]: value });
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(notices).toHaveLength(1);
  });

  it('says what a setting must be', () => {
    expect(migrate({ framerate: 900 }).notices).toEqual([
      'The setting framerate must be frames per second, a whole number from 1 to 60: its default is used.',
    ]);
  });

  it('gives the keys of finer pictures up for the size of text, once', () => {
    const former = { 'finer-pictures': 'Ctrl+Plus', 'coarser-pictures': 'Ctrl+Minus', help: 'F2' };
    const { settings, notices } = migrate({ keys: former });
    expect(settings.keys).toEqual({ ...DEFAULT_SETTINGS.keys, help: 'F2' });
    expect(notices).toEqual([]);
    const later = { ...settings.keys, 'finer-pictures': 'Ctrl+Plus', 'larger-text': 'Alt+T' };
    expect(migrate({ keys: later }).settings.keys['finer-pictures']).toBe('Ctrl+Plus');
  });

  it('gives an action that is new another key where the user has its own for something else', () => {
    const { settings, notices } = migrate({ keys: { 'toggle-mute': 'F8' } });
    expect(settings.keys['toggle-mute']).toBe('F8');
    expect(settings.keys['terminal-keys']).toBe('Alt+T');
    expect(settings.keys['hide-terminal']).toBe('F4');
    expect(notices).toEqual([]);
  });

  it('keeps the other keys when one cannot be bound', () => {
    const { settings, notices } = migrate({ keys: { help: 'Ctrl+T', 'hang-up': 'Alt+X' } });
    expect(settings.keys).toEqual({ ...DEFAULT_SETTINGS.keys, 'hang-up': 'Alt+X' });
    expect(notices).toEqual([
      expect.stringMatching(/^The setting keys\.help must be a key such as/),
    ]);
  });

  it('does not let one key do two things', () => {
    const { settings, notices } = migrate({ keys: { help: 'Alt+M' } });
    expect(settings.keys).toEqual(DEFAULT_SETTINGS.keys);
    expect(notices).toHaveLength(1);
  });

  it('keeps the other people when one is not a name', () => {
    const { settings, notices } = migrate({ contacts: ['ann', '', 7, 'two words'] });
    expect(settings.contacts).toEqual(['ann']);
    expect(notices).toHaveLength(1);
  });

  it('takes names that calls of may answer themselves for those of the server that is set', () => {
    const signalinghosturl = 'wss://calls.example.org';
    const bob = { name: 'bob', server: 'ws://b', untilMs: null };
    const { settings, notices } = migrate({ signalinghosturl, autoanswer_people: ['ann', bob] });
    expect(settings.autoanswer_people).toEqual([
      { name: 'ann', server: signalinghosturl, untilMs: 0 },
      bob,
    ]);
    expect(notices).toEqual([]);
  });

  it('takes those who were named before that was for a time for named too long ago', () => {
    const bob = { name: 'bob', server: 'ws://b' };
    const { settings } = migrate({ autoanswer: true, autoanswer_people: [bob] });
    expect(settings.autoanswer_people).toEqual([{ ...bob, untilMs: 0 }]);
  });

  it('lets no call answer itself of whom nobody can tell on which server they were named', () => {
    const { settings, notices } = migrate({ autoanswer: true, autoanswer_people: ['ann', 7] });
    expect(settings.autoanswer_people).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('autoanswer add NAME')]);
  });

  it('makes usable settings of anything, and has nothing to say about them afterwards', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 3 }), (input) => {
        const once = migrate(input);
        expect(migrate(once.settings)).toEqual({ settings: once.settings, notices: [] });
      }),
    );
  });

  it('makes usable settings of any value of any setting', () => {
    const key = fc.constantFrom(...Object.keys(DEFAULT_SETTINGS));
    fc.assert(
      fc.property(fc.dictionary(key, fc.anything({ maxDepth: 2 })), (input) => {
        const once = migrate(input);
        expect(migrate(once.settings)).toEqual({ settings: once.settings, notices: [] });
      }),
      { numRuns: 500 },
    );
  });
});
