import { isAppUrl } from './app-address';

/** Who asks for what, as Electron's two permission handlers tell it. */
export interface PermissionQuestion {
  readonly permission: string;
  readonly url: string;
  readonly isMainFrame: boolean;
  /** For `media` only: what is asked for; `unknown` comes from listing devices. */
  readonly media?: readonly string[];
}

const MEDIA = new Set(['audio', 'video', 'unknown']);

/**
 * Speakers are chosen among; a page that may listen in on the room may be heard in it. Which screen
 * is given, and whether any, is decided where it was chosen: `ScreenCapture`.
 */
const PLAIN = new Set(['fullscreen', 'speaker-selection', 'display-capture']);

/**
 * Camera, microphone, the choice of a speaker, the screen that was chosen and full screen, for our
 * own page; everything else is denied. Electron grants all of it by default. Notifications come
 * from the main process, so the page needs none.
 */
export function isPermitted({ permission, url, isMainFrame, media }: PermissionQuestion): boolean {
  if (!isMainFrame || !isAppUrl(url)) return false;
  if (PLAIN.has(permission)) return true;
  return permission === 'media' && (media ?? []).every((kind) => MEDIA.has(kind));
}
