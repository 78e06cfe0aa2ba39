import {
  MAX_SCREENS,
  MAX_THUMBNAIL_SIDE_PX,
  type ScreenSource,
  type ScreenThumbnail,
} from '../shared/ipc/screens-api';
import { sanitiseLine } from '../shared/text/sanitise';

/** Of a window's title, which whoever made the page in it chose. */
const MAX_NAME_GRAPHEMES = 60;

/** What is asked of the system; it keeps the aspect. */
export const THUMBNAIL_SIZE = { width: 192, height: 120 };

/** Of Electron's NativeImage, what is read. */
export interface ThumbnailImage {
  isEmpty(): boolean;
  getSize(): { readonly width: number; readonly height: number };
  /** B G R A on every desktop there is. */
  toBitmap(): Uint8Array;
}

/** Of Electron's DesktopCapturerSource, what is read. */
export interface CapturedSource {
  readonly id: string;
  readonly name: string;
  readonly thumbnail: ThumbnailImage;
}

/**
 * `window:XX:1` is a window of this very program: shown to others it would show itself, and so on.
 */
const OWN_WINDOW = /^window:\d+:1$/;

/** Whether the system has the user choose by itself, as it does with Wayland. */
export function hasPortal(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'linux' && env.XDG_SESSION_TYPE === 'wayland';
}

/** What the picker shows of what the system found: screens first, and bounded. */
export function listScreens(found: readonly CapturedSource[]): ScreenSource[] {
  const sources = found
    .filter(({ id }) => !OWN_WINDOW.test(id))
    .map((source) => ({ source, kind: kindOf(source.id) }));
  const screens = sources.filter(({ kind }) => kind === 'screen');
  const windows = sources.filter(({ kind }) => kind === 'window');
  return [...screens, ...windows]
    .slice(0, MAX_SCREENS)
    .map(({ source: { id, name, thumbnail }, kind }) => ({
      id,
      kind,
      name: sanitiseLine(name, MAX_NAME_GRAPHEMES) || `a ${kind} without a name`,
      thumbnail: readThumbnail(thumbnail),
    }));
}

function kindOf(id: string): ScreenSource['kind'] {
  return id.startsWith('screen:') ? 'screen' : 'window';
}

function readThumbnail(image: ThumbnailImage): ScreenThumbnail | null {
  if (image.isEmpty()) return null;
  const { width: widthPx, height: heightPx } = image.getSize();
  const bitmap = image.toBitmap();
  const isSmall = Math.max(widthPx, heightPx) <= MAX_THUMBNAIL_SIDE_PX;
  if (!isSmall || bitmap.byteLength !== 4 * widthPx * heightPx) return null;
  const rgba = new Uint8Array(bitmap);
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = bitmap[at + 2];
    rgba[at + 2] = bitmap[at];
    rgba[at + 3] = 255;
  }
  return { widthPx, heightPx, rgba };
}
