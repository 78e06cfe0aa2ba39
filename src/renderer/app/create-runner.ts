import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { CommandRunner } from '../commands/command-runner';
import type { SourceFile } from '../transfer/outgoing-file';
import { chooseFiles } from '../ui/choose-files';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { hostVerbs } from './host-verbs';
import { mediaVerbs } from './media-verbs';
import { peopleVerbs } from './people-verbs';
import { personVerbs } from './person-verbs';
import { pictureVerbs } from './picture-verbs';
import { shellVerbs } from './shell-verbs';
import { windowVerbs } from './window-verbs';
import { talkingTo } from './wire-call';
import { filePlace } from './wire-files';
import { testAllIceServers } from './wire-ice';
import { pigeonVerbs } from './wire-pigeon';

export type RunnerContext = Pick<
  AppContext,
  'call' | 'room' | 'files' | 'doctor' | 'knownRooms' | 'server'
> &
  Parameters<typeof peopleVerbs>[0] &
  Parameters<typeof personVerbs>[0] &
  Parameters<typeof mediaVerbs>[0] &
  Parameters<typeof pictureVerbs>[0] &
  Parameters<typeof shellVerbs>[0] &
  Parameters<typeof pigeonVerbs>[0] &
  Parameters<typeof hostVerbs>[0] &
  Parameters<typeof windowVerbs>[0];

/** Where whoever types commands is asked, and reads. */
export interface CommandAsker {
  /** `null`: no answer. */
  askSecretly(question: string): Promise<string | null>;
  showPanel(title: string, lines: readonly string[]): void;
  /** None when they changed their mind. */
  chooseFiles(): Promise<readonly SourceFile[]>;
}

function askerInWindow(context: Pick<AppContext, 'window'>): CommandAsker {
  return {
    askSecretly: (question) => context.window.commandLine.askSecretly(question),
    showPanel: (title, lines) => {
      context.window.help.show(title, lines);
    },
    chooseFiles,
  };
}

/** What commands may ask of the app. Some of `context` is made later, and not asked before. */
export function createRunner(
  context: RunnerContext,
  asker: CommandAsker = askerInWindow(context),
): CommandRunner {
  const { call, room, files, settings } = context;
  return new CommandRunner({
    ...peopleVerbs(context),
    ...mediaVerbs(context),
    ...pictureVerbs(context),
    ...shellVerbs(context),
    ...hostVerbs(context),
    ...windowVerbs(context),
    participants: personVerbs(context),
    pigeon: pigeonVerbs(context),
    doctor: context.doctor,
    askPassword: (question) => asker.askSecretly(question),
    showPanel: (title, lines) => {
      asker.showPanel(title, lines);
    },
    chooseFiles: () => asker.chooseFiles(),
    call,
    isInCall: () => call.phase.kind !== 'idle',
    isTalking: () => talkingTo(context) !== null,
    room,
    knownRooms: () => context.knownRooms.slugs,
    files,
    filePlace: () => filePlace(context),
    testIceServers: () => testAllIceServers(context),
    server: () => context.server(),
    settings: () => settings.current,
    updateSettings: (patch) => settings.update(patch),
    keys: () => boundKeys(context),
    now: () => new Date(),
    nowMs: () => SYSTEM_CLOCK.nowMs(),
  });
}
