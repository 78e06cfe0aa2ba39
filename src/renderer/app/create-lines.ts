import { roomAddress } from '../../shared/protocol/room-messages';
import type { CommandRunner } from '../commands/command-runner';
import { LineEntry } from '../commands/line-entry';
import type { CommandLine } from '../ui/command-line';
import type { AppContext } from './app-context';
import { talkingTo } from './wire-call';
import { suggestedRoom } from './wire-external-control';

export type LinesContext = Pick<
  AppContext,
  | 'settings'
  | 'participants'
  | 'room'
  | 'knownRooms'
  | 'roster'
  | 'chat'
  | 'call'
  | 'window'
  | 'announcer'
  | 'server'
>;

/** A line is a command or something to say, as who is there to hear it. */
export function createLines(
  context: LinesContext,
  runner: Pick<CommandRunner, 'run'>,
  line: () => Pick<CommandLine, 'setHint' | 'setLine'> = () => context.window.commandLine,
): LineEntry {
  return new LineEntry({
    partner: () => talkingTo(context),
    people: () => [...new Set([...context.roster.names(), ...context.settings.current.contacts])],
    company: () => context.participants.people.map(({ name }) => name),
    lists: () => {
      const { servers, blocked, autoanswer_people: callers } = context.settings.current;
      const autoAnswerPeople = callers.map(({ name }) => name);
      return { servers, blocked, autoAnswerPeople, rooms: context.knownRooms.slugs };
    },
    run: (command) => runner.run(command),
    tell: (to, text) => {
      const joined = context.room.current;
      if (joined === null) return context.chat.tell(to, text);
      return context.chat.sayInRoom(roomAddress(joined.info), text);
    },
    notice: (text, tone) => {
      context.announcer.tell(text, tone);
    },
    hint: (text) => {
      line().setHint(text);
    },
    setLine: (text) => {
      line().setLine(text);
    },
    suggestRoom: (link) => {
      const suggestion = suggestedRoom(context, link);
      context.announcer.tell(suggestion.text, 'warn');
      line().setLine(suggestion.line);
      line().setHint(suggestion.hint);
    },
  });
}
