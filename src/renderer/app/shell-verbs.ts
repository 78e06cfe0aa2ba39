import type { ShellHandlerPorts } from '../commands/shell-handlers';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

type ShellVerbsContext = Pick<AppContext, 'host' | 'settings' | 'shellShare' | 'remoteShells'>;

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
          start: (command, title, size) => shellShare.start(command, title, size),
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
