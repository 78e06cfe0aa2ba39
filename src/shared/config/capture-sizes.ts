/** Sizes of a camera's picture by the names that people have for them, smallest first. */
export const CAPTURE_SIZES = {
  '144p': '256x144',
  '240p': '424x240',
  '360p': '640x360',
  '480p': '640x480',
  '720p': '1280x720',
  '1080p': '1920x1080',
  '1440p': '2560x1440',
  '2160p': '3840x2160',
} as const;
export type CaptureSizeName = keyof typeof CAPTURE_SIZES;
export const CAPTURE_SIZE_NAMES = Object.keys(CAPTURE_SIZES) as readonly CaptureSizeName[];

/** Of a picture, in pixels; below it there is nothing to see, above it no camera. */
const MIN_SIDE_PX = 16;
const MAX_SIDE_PX = 7_680;
const VIDEO_SIZE = /^(\d{1,4})x(\d{1,4})$/;

/** Whether `text` is a size in pixels, `640x480`. */
export function isVideoSize(text: string): boolean {
  const sides = VIDEO_SIZE.exec(text)?.slice(1).map(Number) ?? [];
  return sides.length === 2 && sides.every((px) => px >= MIN_SIDE_PX && px <= MAX_SIDE_PX);
}

/** What a camera can do at most; in pixels, and frames per second. */
export interface CameraLimits {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly framesPerSecond: number;
}

/** `720p` -> `1280x720`; anything else as it is. */
export function captureSize(text: string): string {
  const name = CAPTURE_SIZE_NAMES.find((each) => each === text.toLowerCase());
  return name === undefined ? text : CAPTURE_SIZES[name];
}

/** The name of a size; `null`: it has none. */
export function captureSizeName(size: string): CaptureSizeName | null {
  return CAPTURE_SIZE_NAMES.find((name) => CAPTURE_SIZES[name] === size) ?? null;
}

/** Whether a camera can do `size`, `640x480`; yes where nothing is known of it. */
function isWithin(size: string, limits: CameraLimits | null): boolean {
  const [widthPx, heightPx] = size.split('x').map(Number);
  return limits === null || (widthPx <= limits.widthPx && heightPx <= limits.heightPx);
}

/** The sizes that a camera can do, smallest first; all of them where nothing is known of it. */
export function sizesWithin(limits: CameraLimits | null): readonly CaptureSizeName[] {
  const within = CAPTURE_SIZE_NAMES.filter((name) => isWithin(CAPTURE_SIZES[name], limits));
  return within.length > 0 ? within : CAPTURE_SIZE_NAMES.slice(0, 1);
}

/**
 * The size to take for `wished`, a name or `640x480`: that, or the largest that the camera can do.
 */
export function withinLimits(wished: string, limits: CameraLimits | null): string {
  if (isWithin(captureSize(wished), limits)) return wished;
  return sizesWithin(limits).at(-1) ?? wished;
}
