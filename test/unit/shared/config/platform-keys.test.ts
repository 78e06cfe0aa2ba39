import { describe, expect, it } from 'vitest';
import { normaliseChord } from '../../../../src/shared/config/key-chord';
import { keysOn, MAC_KEYS } from '../../../../src/shared/config/platform-keys';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const { keys } = DEFAULT_SETTINGS;

describe('keysOn', () => {
  it('has keys on macOS that type nothing, each for one thing', () => {
    const chords = Object.values(keysOn(true, keys));
    expect(chords.filter((chord) => /^Alt\+(Shift\+)?(.|Plus|Minus)$/.test(chord))).toEqual([]);
    expect(new Set(chords).size).toBe(chords.length);
    for (const chord of Object.values(MAC_KEYS)) expect(normaliseChord(chord)).toBe(chord);
  });

  it('leaves the keys of other systems, and what somebody has bound', () => {
    expect(keysOn(false, keys)).toEqual(keys);
    const own = { ...keys, 'toggle-mute': 'F2' };
    expect(keysOn(true, own)['toggle-mute']).toBe('F2');
    expect(keysOn(true, own)['hang-up']).toBe('Ctrl+Shift+H');
  });
});
