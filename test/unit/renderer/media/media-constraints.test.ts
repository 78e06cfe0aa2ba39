import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../src/renderer/media/device-access';
import {
  cameraConstraints,
  findDevice,
  microphoneConstraints,
  parseVideoSize,
  shrinkingConstraints,
} from '../../../../src/renderer/media/media-constraints';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const DEVICES: readonly Device[] = [
  { kind: 'microphone', id: 'm1', groupId: '', label: 'Built-in' },
  { kind: 'camera', id: 'c1', groupId: '', label: 'Integrated Camera (04f2:b6d0)' },
  { kind: 'camera', id: 'c2', groupId: '', label: 'Logitech C920' },
];

describe('the constraints for getUserMedia', () => {
  it('wish for a size and a frame rate, and insist on neither', () => {
    expect(cameraConstraints({ video_size: '1280x720', framerate: 25 }, null)).toEqual({
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 25 },
      advanced: [{ resizeMode: 'none' }],
    });
  });

  it.each([
    ['a camera of one wide size', [1280, 720], '640x480', 736],
    ['a camera of one tall size', [720, 1280], '640x480', 414],
    ['a camera of one very large size', [3840, 2160], '640x480', 736],
    ['a camera whose sides have nothing in common', [1279, 721], '640x480', 738],
  ])(
    'make %s smaller by its width alone, so that nothing is cut off',
    (_, size, video_size, px) => {
      const [width, height] = size;
      expect(shrinkingConstraints({ width, height }, { video_size, framerate: 30 })).toEqual({
        width: { exact: px },
        frameRate: { ideal: 30 },
        resizeMode: 'crop-and-scale',
      });
    },
  );

  it.each([
    ['a camera that gives what was asked for', [640, 480], '640x480'],
    ['a wide camera that was asked for a tall picture of as many pixels', [1280, 720], '720x1280'],
    ['a camera that gives less', [320, 240], '1280x720'],
    ['a camera that does not tell', [undefined, undefined], '640x480'],
  ])('leave %s as it is', (_, [width, height], video_size) => {
    const settings = { ...(width && { width }), ...(height && { height }) };
    expect(shrinkingConstraints(settings, { video_size, framerate: 30 })).toBeNull();
  });

  it('insist on the device', () => {
    expect(cameraConstraints(DEFAULT_SETTINGS, 'c2').deviceId).toEqual({ exact: 'c2' });
    expect(microphoneConstraints(DEFAULT_SETTINGS, 'm1').deviceId).toEqual({ exact: 'm1' });
  });

  it.each([
    ['browser', true],
    // What comes after it would hear a voice with parts missing.
    ['neural', false],
    ['off', false],
  ] as const)('switch the processing of sound as the settings say: %s', (kind, isBrowsers) => {
    const settings = {
      echo_cancellation: false,
      noise_suppression: kind,
      auto_gain_control: false,
    };
    expect(microphoneConstraints(settings, null)).toEqual({
      echoCancellation: false,
      noiseSuppression: isBrowsers,
      autoGainControl: false,
    });
  });

  it.each(['', '640', '640x', 'x480', '640x480x3', '-1x480', '99999x1', '6e2x480'])(
    'fall back to the usual size where %j is none',
    (text) => {
      expect(parseVideoSize(text)).toEqual({ widthPx: 640, heightPx: 480 });
    },
  );
});

describe('the device that a setting means', () => {
  it.each([
    ['its id', 'c2', 'c2'],
    ['its label', 'Logitech C920', 'c2'],
    ['its label in small letters', 'logitech c920', 'c2'],
    ['the beginning of its label', 'Integrated Camera', 'c1'],
    ['the path of the first camera', '/dev/video0', 'c1'],
    ['the path of the second camera', '/dev/video1', 'c2'],
    ['the path of a camera that is not there', '/dev/video7', null],
    ['a label of another kind', 'Built-in', null],
    ['a label of nothing', 'Webcam 3000', null],
  ])('is found by %s', (_what, wanted, id) => {
    expect(findDevice(DEVICES, 'camera', [wanted])?.id ?? null).toBe(id);
  });

  it('is found by its label where its id is another than the last time', () => {
    expect(findDevice(DEVICES, 'camera', ['long ago', 'Logitech C920'])?.id).toBe('c2');
    // The id decides among several of one label.
    const twins = [...DEVICES, { ...DEVICES[2], id: 'c3' }];
    expect(findDevice(twins, 'camera', ['c3', 'Logitech C920'])?.id).toBe('c3');
  });

  it('is not found while the browser hides ids', () => {
    const hidden = DEVICES.map(({ kind }) => ({ kind, id: '', groupId: '', label: '' }));
    expect(findDevice(hidden, 'camera', ['/dev/video0'])).toBeNull();
  });
});
