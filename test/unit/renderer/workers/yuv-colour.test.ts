import { describe, expect, it } from 'vitest';
import { yuvColourOf } from '../../../../src/renderer/workers/yuv-colour';

describe('yuvColourOf', () => {
  it('takes what the frame says', () => {
    expect(yuvColourOf({ matrix: 'smpte170m', fullRange: true }, 1080)).toEqual({
      matrix: 'bt601',
      isFullRange: true,
    });
    expect(yuvColourOf({ matrix: 'bt470bg', fullRange: false }, 1080).matrix).toBe('bt601');
    expect(yuvColourOf({ matrix: 'bt709', fullRange: false }, 240).matrix).toBe('bt709');
    expect(yuvColourOf({ matrix: 'bt2020-ncl', fullRange: false }, 240).matrix).toBe('bt709');
  });

  it('guesses by the height, and the narrow range, when the frame says nothing', () => {
    const unsaid = { matrix: null, fullRange: null };
    expect(yuvColourOf(unsaid, 480)).toEqual({ matrix: 'bt601', isFullRange: false });
    expect(yuvColourOf(unsaid, 720)).toEqual({ matrix: 'bt709', isFullRange: false });
  });
});
