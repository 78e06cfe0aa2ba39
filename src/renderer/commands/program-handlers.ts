import type { PROGRAM_COMMANDS } from '../../shared/commands/areas/program-commands';
import { helpFor } from '../../shared/commands/help-text';
import { HELP_TITLE } from '../text/panel-words';
import { aboutSentence } from '../text/program-sentences';
import type { NoticeTone } from '../text/notice-tone';
import type { Handlers, NamesOf } from './handlers';

export interface ProgramHandlerPorts {
  /** The whole help, for what one types and points with here. */
  helpOverview(): readonly string[];
  showPanel(title: string, lines: readonly string[]): void;
  notice(text: string, tone: NoticeTone): void;
  /** Version and commit. */
  readonly program: { readonly appVersion: string };
  quit(): Promise<void>;
}

/** The commands of the program itself. */
export function programHandlers(
  ports: ProgramHandlerPorts,
): Handlers<NamesOf<typeof PROGRAM_COMMANDS>> {
  return {
    help: ({ command }) => {
      if (command === null) ports.showPanel(HELP_TITLE, ports.helpOverview());
      else ports.showPanel(command, helpFor(command));
    },
    about: () => {
      ports.notice(aboutSentence(ports.program.appVersion), 'echo');
    },
    quit: () => ports.quit(),
    exit: () => ports.quit(),
  };
}
