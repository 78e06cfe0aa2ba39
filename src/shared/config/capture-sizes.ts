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

/** The sizes that a camera can do, smallest first; all of them where nothing is known of it. */
export function sizesWithin(limits: CameraLimits | null): readonly CaptureSizeName[] {
  if (limits === null) return CAPTURE_SIZE_NAMES;
  const within = CAPTURE_SIZE_NAMES.filter((name) => {
    const [widthPx, heightPx] = CAPTURE_SIZES[name].split('x').map(Number);
    return widthPx <= limits.widthPx && heightPx <= limits.heightPx;
  });
  return within.length > 0 ? within : CAPTURE_SIZE_NAMES.slice(0, 1);
}

/** The size to take for `wished`: that, or the largest that the camera can do. */
export function withinLimits(
  wished: CaptureSizeName,
  limits: CameraLimits | null,
): CaptureSizeName {
  const sizes = sizesWithin(limits);
  return sizes.includes(wished) ? wished : (sizes.at(-1) ?? wished);
}
