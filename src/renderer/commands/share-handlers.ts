import type { ScreenSurface, SHARE_COMMANDS } from '../../shared/commands/areas/share-commands';
import type { MediaFailureReason } from '../media/media-failure';
import { NOTHING_TO_MAGNIFY } from '../text/picture-sentences';
import {
  NOBODY_TO_SHARE_WITH,
  NOTHING_SHARED,
  shareFailureSentence,
} from '../text/source-sentences';
import type { Handlers, NamesOf } from './handlers';
import {
  grantTerminal,
  revokeTerminal,
  shareTerminal,
  type ShellHandlerPorts,
} from './shell-handlers';

/** The shared screen, as `share` uses it. */
export interface ShareVerbs {
  readonly isOn: boolean;
  /** Resolves with why nothing new is shared; `null`: it is. */
  start(surface: ScreenSurface | null): Promise<MediaFailureReason | null>;
  /** `false`: nothing was shared. */
  stop(): boolean;
}

export interface ShareHandlerPorts extends ShellHandlerPorts {
  readonly share: ShareVerbs;
  /** `null`: a step more. `false`: there is nothing to magnify. */
  magnify(times: number | null): boolean;
}

/** The commands of sharing a screen or a terminal. */
export function shareHandlers(ports: ShareHandlerPorts): Handlers<NamesOf<typeof SHARE_COMMANDS>> {
  const start = async (surface: ScreenSurface | null): Promise<void> => {
    const failure = await ports.share.start(surface);
    if (failure !== null && failure !== 'aborted')
      ports.notice(shareFailureSentence(failure, ports.share.isOn), 'warn');
  };
  return {
    magnify: ({ times }) => {
      if (!ports.magnify(times)) ports.notice(NOTHING_TO_MAGNIFY, 'warn');
    },
    grant: ({ person }) => grantTerminal(ports, person),
    revoke: () => {
      revokeTerminal(ports);
    },
    share: async ({ surface, isOff, isTerminal, command }) => {
      if (isOff) {
        const wasShared = [ports.share.stop(), ports.shell?.stop() === true];
        if (!wasShared.includes(true)) ports.notice(NOTHING_SHARED, 'warn');
      } else if (isTerminal) {
        await shareTerminal(ports, command);
      } else if (ports.isTalking()) {
        await start(surface);
      } else {
        ports.notice(NOBODY_TO_SHARE_WITH, 'warn');
      }
    },
  };
}
