import { describe, expect, it } from 'vitest';
import { lookOfSettings, ownLookOfSettings } from '../../../../src/shared/config/look-of-settings';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const SETTINGS = {
  ...DEFAULT_SETTINGS,
  videostyle: 'ascii-color',
  palette: 'amber',
  ramp: ' .oO@',
  gamma: 1.5,
  contrast: 1.2,
} as const;

describe('how I am drawn where I am sent as text', () => {
  it('is as I see others: style, palette, ramp and adjustments', () => {
    expect(ownLookOfSettings(SETTINGS)).toEqual(lookOfSettings(SETTINGS));
    expect(ownLookOfSettings(SETTINGS)).toMatchObject({
      style: 'ascii-color',
      palette: 'amber',
      ramp: ' .oO@',
      adjustments: { gamma: 1.5, contrast: 1.2 },
    });
  });

  it('is as I like to be seen, where I said so, with my adjustments', () => {
    expect(ownLookOfSettings({ ...SETTINGS, costume: 'braille green' })).toMatchObject({
      style: 'braille',
      palette: 'green',
      adjustments: { gamma: 1.5 },
    });
  });
});
