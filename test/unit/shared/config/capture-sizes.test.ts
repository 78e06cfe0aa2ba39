import { describe, expect, it } from 'vitest';
import {
  captureSize,
  captureSizeName,
  sizesWithin,
  withinLimits,
} from '../../../../src/shared/config/capture-sizes';
import { parseSetting } from '../../../../src/shared/config/parse-setting';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const HD = { widthPx: 1_280, heightPx: 720, framesPerSecond: 30 };

describe('the sizes of a camera', () => {
  it('are known by name and in pixels', () => {
    expect(captureSize('720P')).toBe('1280x720');
    expect(captureSize('1000x10')).toBe('1000x10');
    expect(captureSizeName('3840x2160')).toBe('2160p');
    expect(captureSizeName('1000x10')).toBeNull();
    expect(parseSetting('video_size', '1080p', DEFAULT_SETTINGS)).toEqual({
      ok: true,
      value: { video_size: '1920x1080' },
    });
  });

  it('end where the camera does', () => {
    expect(sizesWithin(HD).at(-1)).toBe('720p');
    expect(sizesWithin(null).at(-1)).toBe('2160p');
    expect(sizesWithin({ ...HD, widthPx: 10 })).toEqual(['144p']);
    expect(withinLimits('2160p', HD)).toBe('720p');
    expect(withinLimits('360p', HD)).toBe('360p');
    expect(withinLimits('2160p', null)).toBe('2160p');
    expect(withinLimits('640x480', HD)).toBe('640x480');
    expect(withinLimits('640x7000', HD)).toBe('720p');
  });
});

describe('naming a device', () => {
  it('forgets which of that label was chosen before', () => {
    expect(parseSetting('webcam', 'C920', { ...DEFAULT_SETTINGS, webcam_id: 'c1' })).toEqual({
      ok: true,
      value: { webcam: 'C920', webcam_id: null },
    });
  });
});
