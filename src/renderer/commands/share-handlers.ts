import type { ScreenSurface, SHARE_COMMANDS } from '../../shared/commands/areas/share-commands';
import type { MediaFailureReason } from '../media/media-failure';
import { shareFailureSentence } from '../text/source-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** The shared screen, as `share` uses it. */
export interface ShareVerbs {
  readonly isOn: boolean;
  /** Resolves with why nothing new is shared; `null`: it is. */
  start(surface: ScreenSurface | null): Promise<MediaFailureReason | null>;
  /** `false`: nothing was shared. */
  stop(): boolean;
}

export interface ShareHandlerPorts extends NoticePort {
  /** Whether there is anybody to share it with. */
  isTalking(): boolean;
  readonly share: ShareVerbs;
  /** `null`: a step more. `false`: there is nothing to magnify. */
  magnify(times: number | null): boolean;
}

/** The commands of sharing a screen. */
export function shareHandlers(ports: ShareHandlerPorts): Handlers<NamesOf<typeof SHARE_COMMANDS>> {
  const start = async (surface: ScreenSurface | null): Promise<void> => {
    const failure = await ports.share.start(surface);
    if (failure !== null && failure !== 'aborted')
      ports.notice(shareFailureSentence(failure, ports.share.isOn), 'warn');
  };
  return {
    magnify: ({ times }) => {
      if (!ports.magnify(times))
        ports.notice(
          'There is no picture to magnify. camera on shows yours, call NAME another.',
          'warn',
        );
    },
    share: async ({ surface, isOff }) => {
      if (isOff) {
        if (!ports.share.stop())
          ports.notice('You share no screen. In a call or room, share shows one.', 'warn');
      } else if (ports.isTalking()) {
        await start(surface);
      } else {
        ports.notice(
          'A screen is shared in a call or a room. Call somebody first, or join a room.',
          'warn',
        );
      }
    },
  };
}
