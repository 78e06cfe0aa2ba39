import type { PROGRAM_COMMANDS } from '../../shared/commands/areas/program-commands';
import { helpFor, helpOverview } from '../../shared/commands/help-text';
import type { BoundKeys } from '../../shared/config/platform-keys';
import type { Handlers, NamesOf } from './handlers';

export interface ProgramHandlerPorts {
  /** As they are bound on this system. */
  keys(): BoundKeys;
  showHelp(title: string, lines: readonly string[]): void;
  quit(): Promise<void>;
}

/** The commands of the program itself. */
export function programHandlers(
  ports: ProgramHandlerPorts,
): Handlers<NamesOf<typeof PROGRAM_COMMANDS>> {
  return {
    help: ({ command }) => {
      if (command === null) ports.showHelp('WebCRT', helpOverview(ports.keys()));
      else ports.showHelp(command, helpFor(command));
    },
    quit: () => ports.quit(),
    exit: () => ports.quit(),
  };
}
