import type { Settings } from '../../shared/config/settings';
import { DEFAULT_SETTINGS } from '../../shared/config/settings';
import type { Device } from './device-access';

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

/** The device that is meant by the first of `wanted` that means one. */
export function findDevice(
  devices: readonly Device[],
  kind: Device['kind'],
  wanted: readonly string[],
): Device | null {
  for (const each of wanted) {
    const found = findNamed(devices, kind, each);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The device that the setting `wanted` means: an id, a label, the beginning of a label, or a path as
 * clivrt had it (`/dev/video1`: the second camera). `null`: there is none such.
 */
function findNamed(
  devices: readonly Device[],
  kind: Device['kind'],
  wanted: string,
): Device | null {
  const mine = devices.filter((device) => device.kind === kind && device.id !== '');
  const text = wanted.toLowerCase();
  const index = DEVICE_PATH.exec(wanted)?.[1];
  const found =
    mine.find(({ id }) => id === wanted) ??
    mine.find(({ label }) => label.toLowerCase() === text) ??
    mine.find(({ label }) => label.toLowerCase().startsWith(text)) ??
    (index === undefined ? undefined : mine[Number(index)]);
  return found ?? null;
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

/** What two frame rates may differ by and be the same. */
const RATE_TOLERANCE = 1;

/** Whether a track is what `wished` asks for, as far as it can be told of its settings. */
export function isAsWished(settings: MediaTrackSettings, wished: MediaTrackConstraints): boolean {
  const sides = (['width', 'height'] as const).every(
    (side) => settings[side] === idealOf(wished[side]),
  );
  const { frameRate = 0 } = settings;
  return sides && Math.abs(frameRate - (idealOf(wished.frameRate) ?? 0)) <= RATE_TOLERANCE;
}

/** Whether a microphone cleans its sound up as `wished`. */
export function isCleanedAsWished(
  settings: MediaTrackSettings,
  wished: MediaTrackConstraints,
): boolean {
  const switches = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
  return switches.every((name) => settings[name] === wished[name]);
}

function idealOf(constraint: ConstrainULong | ConstrainDouble | undefined): number | undefined {
  return typeof constraint === 'object' ? constraint.ideal : constraint;
}
