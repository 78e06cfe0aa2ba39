import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { endedCall, type LoggedCall, missedCall } from '../../shared/people/call-log';
import type { Conversation } from '../../shared/people/chat-log';
import { ECHO_NAME } from '../../shared/protocol/messages';
import type { Presence } from '../../shared/protocol/messages';
import type { ChatLine } from '../chat/chat-client';
import { dayTime } from '../ui/people-lines';
import { presenceWords } from '../ui/presence-words';
import { refusalSentence } from '../ui/sentences';
import type { AppParts } from './app-parts';
import { showRoom } from './introduce-room';

/** So many servers are remembered. */
const MAX_SERVERS = 20;

/** Calls and chat are remembered on this device; who is blocked is sent no line. */
export function introducePeople(parts: AppParts, logger: Logger): void {
  rememberCalls(parts, logger);
  rememberServers(parts);
  keepBlocked(parts);
  const { store, call, chat, room } = parts;
  store.add(
    chat.onLine((line) => {
      showLine(parts, line);
    }),
  );
  store.add(
    chat.onUnsaid(({ to, reason }) => {
      const why = refusalSentence(reason, to ?? undefined);
      parts.teller.tell(`A line that waited could not be said. ${why}`, 'error');
    }),
  );
  store.add(
    call.onPhase((phase) => {
      if (phase.kind === 'live') openPast(parts, { kind: 'person', name: phase.peer });
    }),
  );
  store.add(
    room.onChange((joined) => {
      if (joined !== null) openPast(parts, { kind: 'room', name: joined.info.slug });
    }),
  );
}

/** Whoever is blocked while we are in one room, or comes into it. */
function keepBlocked(parts: AppParts): void {
  const { store, settings, party, files, people } = parts;
  let known: readonly string[] = [];
  const take = (): void => {
    const { blocked } = settings.current;
    if (blocked === known) return;
    known = blocked;
    party.setBlocked(blocked);
    showRoom(parts);
    for (const { key, person } of files.open) if (people.blocks.has(person.name)) files.stop(key);
  };
  store.add(settings.onChange(take));
  take();
}

function rememberCalls({ store, call, people }: AppParts, logger: Logger): void {
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

/** The latest first. */
function rememberServers({ store, account, settings }: AppParts): void {
  store.add(
    account.onChange(() => {
      const { state } = account;
      if (state.kind !== 'signed-in') return;
      const { servers } = settings.current;
      if (servers.at(0) === state.server) return;
      const others = servers.filter((each) => each !== state.server);
      void settings.update({ servers: [state.server, ...others].slice(0, MAX_SERVERS) });
    }),
  );
}

/** What is said in private or in a room is kept, and goes below what was said before. */
function showLine(parts: AppParts, line: ChatLine): void {
  const { people, teller } = parts;
  const conversation = conversationOf(parts, line);
  if (conversation !== null && line.state === 'said') {
    openPast(parts, conversation);
    const { from, text, sentAtMs, isMine } = line;
    people.chatHistory.add(conversation, { from, text, sentAtMs, isMine });
  }
  people.chatHistory.then(() => {
    teller.handleLine(line);
  });
}

/** Where a line belongs; `null`: it is kept nowhere. */
function conversationOf({ room }: AppParts, line: ChatLine): Conversation | null {
  if (line.isInRoom) {
    return room.current === null ? null : { kind: 'room', name: room.current.info.slug };
  }
  const peer = line.isMine ? line.to : line.from;
  if (line.to === null || peer === null || peer === ECHO_NAME) return null;
  return { kind: 'person', name: peer };
}

function openPast({ people, window }: AppParts, conversation: Conversation): void {
  if (conversation.kind === 'person' && conversation.name === ECHO_NAME) return;
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
  { account, people }: Pick<AppParts, 'account' | 'people'>,
  presence: Presence,
  durationMs: number | null,
): ReturnType<AppParts['account']['setPresence']> {
  people.presenceTimer.stop();
  const outcome = await account.setPresence(presence);
  if (outcome.ok && durationMs !== null) people.presenceTimer.start(durationMs);
  await people.keptPresence.settled;
  return outcome;
}

/** What was chosen for a time before the app was started again holds for the rest of it. */
export async function resumePresence(
  { account, people, teller }: Pick<AppParts, 'account' | 'people' | 'teller'>,
  logger: Logger,
): Promise<void> {
  try {
    const timed = await people.keptPresence.load(SYSTEM_CLOCK.nowMs());
    if (timed === null) return;
    await account.setPresence(timed.presence);
    people.presenceTimer.resume(timed.untilMs);
    const how = `${presenceWords(timed.presence)} until ${dayTime(timed.untilMs)}`;
    teller.tell(`You are still ${how}. /set available ends that.`);
  } catch (error) {
    logger.log('warn', 'The presence is not at hand', { error: String(error) });
  }
}
