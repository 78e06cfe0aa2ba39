import type { PIGEON_COMMANDS } from '../../shared/commands/areas/pigeon-commands';
import { assertNever } from '../../shared/base/assert-never';
import type { Handlers, NamesOf } from './handlers';

/** What the user may do with pigeons; each tells what came of it. */
export interface PigeonVerbs {
  /** Shows again what there is to hand over. */
  show(): void;
  offer(): void;
  answer(text: string): void;
  done(text: string): void;
  /** Reads what the camera sees. */
  scan(): void;
  copy(): Promise<void>;
}

export interface PigeonHandlerPorts {
  readonly pigeon: PigeonVerbs;
}

/** The command of calls without a server. */
export function pigeonHandlers({
  pigeon,
}: PigeonHandlerPorts): Handlers<NamesOf<typeof PIGEON_COMMANDS>> {
  return {
    pigeon: ({ action, text }) => {
      switch (action) {
        case 'show':
          pigeon.show();
          return;
        case 'offer':
          pigeon.offer();
          return;
        case 'answer':
          pigeon.answer(text);
          return;
        case 'done':
          pigeon.done(text);
          return;
        case 'scan':
          pigeon.scan();
          return;
        case 'copy':
          return pigeon.copy();
        default:
          assertNever(action, 'action of a pigeon');
      }
    },
  };
}
