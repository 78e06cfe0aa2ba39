import { shellSizeFor } from '../../shared/shell/shell-fit';
import type { ShellSize } from '../../shared/shell/shell-screen';
import type { ShellHandlerPorts } from '../commands/shell-handlers';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

type ShellVerbsContext = Pick<
  AppContext,
  'host' | 'settings' | 'shellShare' | 'remoteShells' | 'stage'
>;

/** How large the local user's terminal is to be. */
export function shellSizeHere({
  settings,
  stage,
}: Pick<AppContext, 'settings' | 'stage'>): ShellSize {
  return shellSizeFor(settings.current.terminal_size, stage.size);
}

/** What commands may ask of shared terminals. */
export function shellVerbs(
  context: ShellVerbsContext,
): Pick<ShellHandlerPorts, 'shell' | 'giveBack' | 'shellKeys'> {
  const { host, shellShare, remoteShells } = context;
  return {
    shell: host.features.shell
      ? {
          get isOn() {
            return shellShare.current !== null;
          },
          start: (command, title) => shellShare.start(command, title, shellSizeHere(context)),
          stop: () => shellShare.stop(),
          grant: (id) => shellShare.grant(id),
          revoke: () => shellShare.revoke(),
        }
      : null,
    giveBack: () => {
      const granted = remoteShells.writable.map((id) => remoteShells.viewer(id));
      return granted.filter((viewer) => viewer?.giveBack() === true).length > 0;
    },
    shellKeys: () => {
      const keys = boundKeys(context);
      return { enter: keys['terminal-keys'] ?? '', hide: keys['hide-terminal'] ?? '' };
    },
  };
}
