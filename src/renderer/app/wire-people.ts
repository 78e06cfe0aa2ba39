import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { endedCall, type LoggedCall, missedCall } from '../../shared/people/call-log';
import type { Conversation } from '../../shared/people/chat-log';
import { ECHO_NAME, type Presence } from '../../shared/protocol/messages';
import { roomAddress } from '../../shared/protocol/room-messages';
import type { ChatLine } from '../chat/chat-client';
import { conversationOf, conversationWith } from '../people/conversation-of';
import { latestServers } from '../people/latest-servers';
import { stillSentence } from '../text/presence-sentences';
import { unsaidSentence } from '../text/unsaid-sentence';
import type { AppContext } from './app-context';
import { showRoom } from './wire-room';

type RemembranceContext = Pick<AppContext, 'account' | 'chat' | 'call' | 'window' | 'announcer'> &
  BlockedContext;

/** Calls and chat are remembered on this device; who is blocked is sent no line. */
export function wirePeople(context: RemembranceContext, logger: Logger): void {
  rememberCalls(context, logger);
  rememberServers(context);
  keepBlocked(context);
  const { store, call, chat, room } = context;
  store.add(
    chat.onLine((line) => {
      showLine(context, line);
    }),
  );
  store.add(
    chat.onUnsaid(({ to, reason }) => {
      context.announcer.tell(unsaidSentence(reason, to), 'error');
    }),
  );
  store.add(
    call.onPhase((phase) => {
      const conversation = phase.kind === 'live' ? conversationWith(phase.peer) : null;
      if (conversation !== null) openPast(context, conversation);
    }),
  );
  store.add(
    room.onChange((joined) => {
      if (joined !== null) openPast(context, { kind: 'room', name: roomAddress(joined.info) });
    }),
  );
}

type BlockedContext = Pick<
  AppContext,
  'store' | 'settings' | 'participants' | 'room' | 'people' | 'files' | 'windowState'
>;

/** Whoever is blocked while we are in one room, or comes into it. */
function keepBlocked(context: BlockedContext): void {
  const { store, settings, participants, files, people } = context;
  let known: readonly string[] = [];
  const take = (): void => {
    const { blocked } = settings.current;
    if (blocked === known) return;
    known = blocked;
    participants.setBlocked(blocked);
    showRoom(context);
    for (const { key, person } of files.open) if (people.blocks.has(person.name)) files.stop(key);
  };
  store.add(settings.onChange(take));
  take();
}

function rememberCalls(
  { store, call, people }: Pick<AppContext, 'store' | 'people' | 'call'>,
  logger: Logger,
): void {
  const keep = (entry: LoggedCall): void => {
    people.callHistory.add(entry).catch((error: unknown) => {
      logger.log('warn', 'A call was not remembered', { error: String(error) });
    });
  };
  store.add(
    call.onMissed(({ from, atMs, reason }) => {
      keep(missedCall(from, atMs, reason));
    }),
  );
  store.add(
    call.onEnded((summary) => {
      const entry = summary.peer === ECHO_NAME ? null : endedCall(summary, SYSTEM_CLOCK.nowMs());
      if (entry !== null) keep(entry);
    }),
  );
}

function rememberServers({
  store,
  account,
  settings,
}: Pick<AppContext, 'store' | 'settings' | 'account'>): void {
  store.add(
    account.onChange(() => {
      const { state } = account;
      if (state.kind !== 'signed-in') return;
      const servers = latestServers(settings.current.servers, state.server);
      if (servers !== null) void settings.update({ servers });
    }),
  );
}

/** What is said in private or in a room is kept, and goes below what was said before. */
function showLine(
  context: Pick<AppContext, 'room' | 'people' | 'window' | 'announcer'>,
  line: ChatLine,
): void {
  const { people, announcer, room } = context;
  const joined = room.current;
  const conversation = conversationOf(line, joined === null ? null : roomAddress(joined.info));
  if (conversation !== null && line.state === 'said') {
    openPast(context, conversation);
    const { from, text, sentAtMs, isMine } = line;
    people.chatHistory.add(conversation, { from, text, sentAtMs, isMine });
  }
  people.chatHistory.then(() => {
    announcer.handleLine(line);
  });
}

function openPast(
  { people, window }: Pick<AppContext, 'people' | 'window'>,
  conversation: Conversation,
): void {
  const isInRoom = conversation.kind === 'room';
  people.chatHistory.open(conversation, (past) => {
    for (const line of past) {
      if (line.isMine || !people.blocks.has(line.from)) {
        window.chat.append({ kind: 'past', isInRoom, ...line });
      }
    }
  });
}

/**
 * What is chosen by hand holds for good, or for `durationMs`; once this is done, also over a
 * reload.
 */
export async function choosePresence(
  { account, people }: Pick<AppContext, 'account' | 'people'>,
  presence: Presence,
  durationMs: number | null,
): ReturnType<AppContext['account']['setPresence']> {
  people.presenceTimer.stop();
  const outcome = await account.setPresence(presence);
  if (outcome.ok && durationMs !== null) people.presenceTimer.start(durationMs);
  await people.keptPresence.settled;
  return outcome;
}

/** What was chosen for a time before the app was started again holds for the rest of it. */
export async function resumePresence(
  { account, people, announcer }: Pick<AppContext, 'account' | 'people' | 'announcer'>,
  logger: Logger,
): Promise<void> {
  try {
    const timed = await people.keptPresence.load(SYSTEM_CLOCK.nowMs());
    if (timed === null) return;
    await account.setPresence(timed.presence);
    people.presenceTimer.resume(timed.untilMs);
    announcer.tell(stillSentence(timed));
  } catch (error) {
    logger.log('warn', 'The presence is not at hand', { error: String(error) });
  }
}
