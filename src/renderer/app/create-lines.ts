import type { CommandRunner } from '../commands/command-runner';
import { LineEntry } from '../commands/line-entry';
import type { AppParts } from './app-parts';
import { talkingTo } from './introduce-call';

/** A line is a command or something to say, as who is there to hear it. */
export function createLines(parts: AppParts, runner: Pick<CommandRunner, 'run'>): LineEntry {
  return new LineEntry({
    partner: () => talkingTo(parts),
    people: () => [...new Set([...parts.roster.names(), ...parts.settings.current.contacts])],
    company: () => parts.party.people.map(({ name }) => name),
    lists: () => {
      const { servers, blocked, autoanswer_people: callers } = parts.settings.current;
      const autoAnswerPeople = callers.map(({ name }) => name);
      return { servers, blocked, autoAnswerPeople, rooms: parts.knownRooms.slugs };
    },
    run: (command) => runner.run(command),
    tell: (to, text) => {
      const joined = parts.room.current;
      if (joined === null) return parts.chat.tell(to, text);
      return parts.chat.sayInRoom(joined.info.slug, text);
    },
    notice: (text, tone) => {
      parts.teller.tell(text, tone);
    },
    hint: (text) => {
      parts.window.commandLine.setHint(text);
    },
    setLine: (line) => {
      parts.window.commandLine.setLine(line);
    },
  });
}
