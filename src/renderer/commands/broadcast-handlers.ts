import type { BROADCAST_COMMANDS } from '../../shared/commands/areas/broadcast-commands';
import { MAX_PASSWORD_BYTES } from '../../shared/protocol/limits';
import { utf8ByteLength } from '../../shared/text/utf8';
import type { Broadcast } from '../call/broadcast';
import {
  answeredSentence,
  BROADCAST_ALREADY,
  BROADCAST_PASSWORD,
  NOBODY_ASKS,
  NOBODY_TO_BROADCAST,
  NOT_BROADCAST,
} from '../text/broadcast-sentences';
import { NOT_MADE, PASSWORD_TOO_LONG } from '../text/room-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

export interface BroadcastHandlerPorts extends NoticePort {
  readonly broadcast: Pick<Broadcast, 'own' | 'start' | 'stop' | 'answer'>;
  /** Whether there is anything to show. */
  isTalking(): boolean;
  /** Asks without echo; `null`: the user would rather not. */
  askPassword(question: string): Promise<string | null>;
}

/** The command of showing the stage to others. */
export function broadcastHandlers(
  ports: BroadcastHandlerPorts,
): Handlers<NamesOf<typeof BROADCAST_COMMANDS>> {
  const { broadcast } = ports;
  const start = async (wantsPassword: boolean): Promise<void> => {
    if (!ports.isTalking()) {
      ports.notice(NOBODY_TO_BROADCAST, 'warn');
      return;
    }
    const password = wantsPassword ? await ports.askPassword(BROADCAST_PASSWORD) : null;
    if (wantsPassword && (password === null || password === '')) ports.notice(NOT_MADE, 'echo');
    else if (password !== null && utf8ByteLength(password) > MAX_PASSWORD_BYTES) {
      ports.notice(PASSWORD_TOO_LONG, 'warn');
    } else if (!broadcast.start(password)) ports.notice(BROADCAST_ALREADY, 'warn');
  };
  const answer = (isAgreed: boolean): void => {
    const names = broadcast.answer(isAgreed).map(({ name }) => name);
    if (names.length === 0) ports.notice(NOBODY_ASKS, 'warn');
    else ports.notice(answeredSentence(names, isAgreed), 'echo');
  };
  return {
    broadcast: async ({ action, wantsPassword }) => {
      if (action === 'on') await start(wantsPassword);
      else if (action !== 'off') answer(action === 'yes');
      else if (!broadcast.stop()) ports.notice(NOT_BROADCAST, 'warn');
    },
  };
}
