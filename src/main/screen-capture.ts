import { desktopCapturer, type DesktopCapturerSource, type Session, session } from 'electron';
import type { Disposable } from '../shared/base/lifecycle';
import { SYSTEM_CLOCK } from '../shared/base/system-clock';
import type { ScreenList, ScreensApi } from '../shared/ipc/screens-api';
import { isAppUrl } from './app-address';
import { ScreenChoice } from './screen-choice';
import { hasPortal, listScreens, THUMBNAIL_SIZE } from './screen-list';
import { UserError } from './user-error';

type DisplayHandler = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>;
type DisplayRequest = Parameters<DisplayHandler>[0];
type Streams = NonNullable<Parameters<Parameters<DisplayHandler>[1]>[0]>;

const NOTHING_SHOWN =
  "The system shows this app no screens: allow it in the system's privacy settings.";

/**
 * The only file that touches `desktopCapturer`: lists screens and windows for the window's own
 * picker, and hands the one that was chosen to the next `getDisplayMedia`, once. Where the system
 * has a picker of its own (the portal of Wayland) that one is opened, and no other.
 */
export class ScreenCapture implements ScreensApi, Disposable {
  private readonly choice = new ScreenChoice(SYSTEM_CLOCK);
  private readonly isPortalUsed = hasPortal(process.platform, process.env);
  private readonly hasSound = process.platform === 'win32';

  constructor() {
    session.defaultSession.setDisplayMediaRequestHandler((request, answer) => {
      this.answer(request).then(answer, () => {
        answer(null);
      });
    });
  }

  async list(): Promise<ScreenList | null> {
    if (this.isPortalUsed) return null;
    const found = await capture(THUMBNAIL_SIZE).catch(() => {
      throw new UserError(NOTHING_SHOWN);
    });
    const sources = listScreens(found);
    if (sources.length === 0) throw new UserError(NOTHING_SHOWN);
    this.choice.offer(sources);
    return { sources, hasSound: this.hasSound };
  }

  choose(id: string, withSound: boolean): Promise<void> {
    this.choice.choose(id, withSound && this.hasSound);
    return Promise.resolve();
  }

  dispose(): void {
    session.defaultSession.setDisplayMediaRequestHandler(null);
  }

  /** `null`: denied. */
  private async answer({ frame, videoRequested }: DisplayRequest): Promise<Streams | null> {
    // Taken in any case: what was chosen for our page is not kept for another.
    const chosen = this.choice.take();
    const isOurs = frame !== null && frame.parent === null && isAppUrl(frame.url);
    if (!isOurs || !videoRequested) return null;
    if (this.isPortalUsed) {
      const source = (await capture({ width: 0, height: 0 })).at(0);
      return source === undefined ? null : { video: source };
    }
    if (chosen === null) return null;
    const { id, name, withSound } = chosen;
    return { video: { id, name }, ...(withSound && { audio: 'loopback' }) };
  }
}

function capture(thumbnailSize: {
  width: number;
  height: number;
}): Promise<DesktopCapturerSource[]> {
  return desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize });
}
