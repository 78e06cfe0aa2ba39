import type { Settings } from '../../shared/config/settings';
import { DEFAULT_SETTINGS } from '../../shared/config/settings';
import type { Device, DeviceKind } from './device-access';

// From the settings to what getUserMedia is asked for.

/** The name that clivrt gave to a camera that is none. */
export const TEST_PATTERN_NAME = 'FAKE';

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const SIZE = /^(\d{2,4})x(\d{2,4})$/;
const DEVICE_PATH = /^\/dev\/video(\d{1,2})$/;

/** `640x480`; the default where it reads like anything else. */
export function parseVideoSize(text: string): PictureSize {
  const [, width, height] = SIZE.exec(text) ?? SIZE.exec(DEFAULT_SETTINGS.video_size) ?? [];
  return { widthPx: Number(width), heightPx: Number(height) };
}

/**
 * The id of the device that the setting `wanted` means: an id, a label, the beginning of a label, or
 * a path as clivrt had it (`/dev/video1`: the second camera). `null`: there is none such.
 */
export function findDeviceId(
  devices: readonly Device[],
  kind: DeviceKind,
  wanted: string,
): string | null {
  const mine = devices.filter((device) => device.kind === kind && device.id !== '');
  const text = wanted.toLowerCase();
  const index = DEVICE_PATH.exec(wanted)?.[1];
  const found =
    mine.find(({ id }) => id === wanted) ??
    mine.find(({ label }) => label.toLowerCase() === text) ??
    mine.find(({ label }) => label.toLowerCase().startsWith(text)) ??
    (index === undefined ? undefined : mine[Number(index)]);
  return found?.id ?? null;
}

/** Wishes, all of them: a camera that can do less gives what it can. `deviceId` is a must. */
export function cameraConstraints(
  settings: Pick<Settings, 'video_size' | 'framerate'>,
  deviceId: string | null,
): MediaTrackConstraints {
  const { widthPx, heightPx } = parseVideoSize(settings.video_size);
  return {
    ...(deviceId !== null && { deviceId: { exact: deviceId } }),
    width: { ideal: widthPx },
    height: { ideal: heightPx },
    frameRate: { ideal: settings.framerate },
  };
}

export function microphoneConstraints(
  settings: Pick<Settings, 'echo_cancellation' | 'noise_suppression' | 'auto_gain_control'>,
  deviceId: string | null,
): MediaTrackConstraints {
  return {
    ...(deviceId !== null && { deviceId: { exact: deviceId } }),
    echoCancellation: settings.echo_cancellation,
    noiseSuppression: settings.noise_suppression,
    autoGainControl: settings.auto_gain_control,
  };
}
