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
 * The device that the setting `wanted` means: an id, a label, the beginning of a label, or a path
 * as clivrt had it (`/dev/video1`: the second camera). `null`: there is none such.
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

type ResizeMode = 'none' | 'crop-and-scale';

/** With what TypeScript's own type leaves out (Media Capture and Streams, `resizeMode`). */
interface CameraConstraints extends MediaTrackConstraints {
  resizeMode?: ResizeMode;
  advanced?: (MediaTrackConstraintSet & { resizeMode?: ResizeMode })[];
}

/**
 * Wishes, all of them: a camera that can do less gives what it can. `deviceId` is a must. Where the
 * camera has no mode of that size it gives its nearest as it is: with a width and a height alone,
 * Chromium cuts a picture of another shape down to the shape that was asked for.
 */
export function cameraConstraints(
  settings: Pick<Settings, 'video_size' | 'framerate'>,
  deviceId: string | null,
): CameraConstraints {
  const { widthPx, heightPx } = parseVideoSize(settings.video_size);
  return {
    ...(deviceId !== null && { deviceId: { exact: deviceId } }),
    width: { ideal: widthPx },
    height: { ideal: heightPx },
    frameRate: { ideal: settings.framerate },
    advanced: [{ resizeMode: 'none' }],
  };
}

/** A mode with at most so many times the pixels that were asked for is taken as it is. */
const PIXEL_TOLERANCE = 1.25;

/**
 * How a camera whose only modes are larger than was asked for is made smaller: to about as many
 * pixels, in its own shape. The width alone is named: the height follows, and nothing is cut off.
 * `null`: it stays as it is, or does not tell its size.
 */
export function shrinkingConstraints(
  { width = 0, height = 0 }: MediaTrackSettings,
  settings: Pick<Settings, 'video_size' | 'framerate'>,
): CameraConstraints | null {
  const { widthPx, heightPx } = parseVideoSize(settings.video_size);
  const wishedPx = widthPx * heightPx;
  if (width * height <= wishedPx * PIXEL_TOLERANCE) return null;
  return {
    width: { exact: evenWidth(width, height, Math.sqrt(wishedPx / (width * height))) },
    frameRate: { ideal: settings.framerate },
    resizeMode: 'crop-and-scale',
  };
}

/**
 * The width next to `scale` of it at which both sides are whole, in steps of the shape (16:9: 16).
 */
function evenWidth(width: number, height: number, scale: number): number {
  const step = width / greatestDivisor(width, height);
  const steps = Math.round((width * scale) / step);
  return steps > 0 && step * 4 <= width ? steps * step : Math.round((width * scale) / 2) * 2;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

export function microphoneConstraints(
  settings: Pick<Settings, 'echo_cancellation' | 'noise_suppression' | 'auto_gain_control'>,
  deviceId: string | null,
): MediaTrackConstraints {
  return {
    ...(deviceId !== null && { deviceId: { exact: deviceId } }),
    echoCancellation: settings.echo_cancellation,
    // Two in a row would take parts of the voice: it is the browser's, or what comes after it.
    noiseSuppression: settings.noise_suppression === 'browser',
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
