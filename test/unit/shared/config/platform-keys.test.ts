import { describe, expect, it } from 'vitest';
import { normaliseChord } from '../../../../src/shared/config/key-chord';
import { keysOn, MAC_KEYS } from '../../../../src/shared/config/platform-keys';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const { keys } = DEFAULT_SETTINGS;
const MAC_APP = { isMac: true, hasTextSize: true };

describe('keysOn', () => {
  it('has keys on macOS that type nothing, each for one thing', () => {
    const chords = Object.values(keysOn(MAC_APP, keys));
    expect(chords.filter((chord) => /^Alt\+(Shift\+)?(.|Plus|Minus)$/.test(chord))).toEqual([]);
    expect(new Set(chords).size).toBe(chords.length);
    for (const chord of Object.values(MAC_KEYS)) expect(normaliseChord(chord)).toBe(chord);
  });

  it('leaves the keys of other systems, and what somebody has bound', () => {
    expect(keysOn({ isMac: false, hasTextSize: true }, keys)).toEqual(keys);
    const own = keysOn(MAC_APP, { ...keys, 'toggle-mute': 'F2' });
    expect(own['toggle-mute']).toBe('F2');
    expect(own['hang-up']).toBe('Ctrl+Shift+H');
  });

  it.each([false, true])('leaves a browser its own zoom (on a Mac: %s)', (isMac) => {
    const chords = Object.entries(keysOn({ isMac, hasTextSize: false }, keys));
    const zoom = isMac ? /^Meta\+(Plus|Minus|0)$/ : /^Ctrl\+(Plus|Minus|0)$/;
    expect(chords.filter(([, chord]) => zoom.test(chord))).toEqual([]);
    expect(chords.map(([action]) => action)).toContain('finer-pictures');
  });
});
