import { matchesChord } from '../../shared/config/key-chord';
import { tileKey } from '../../shared/stage/tile-key';
import { shellInputOf } from '../terminal/shell-key-events';
import { NO_SHELL_TO_ENTER } from '../text/shell-sentences';
import { IS_MAC } from '../ui/platform';
import { OWN_TERMINAL_TILE } from '../ui/terminal-tiles';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

type KeysContext = Pick<
  AppContext,
  | 'store'
  | 'keyboard'
  | 'shellTiles'
  | 'shellShare'
  | 'remoteShells'
  | 'window'
  | 'announcer'
  | 'unattended'
  | 'settings'
  | 'host'
>;

/**
 * Keys of terminals: before all others, which leave alone what a terminal takes. All that is typed
 * while one has the keyboard is its own, but for the key that leads out, and the one that hides it.
 */
export function wireShellKeys(context: KeysContext): void {
  const { store, keyboard, shellTiles, unattended } = context;
  store.add(
    keyboard.onAnyKey((event) => {
      const key = shellTiles.focused;
      if (event.defaultPrevented || key === null) return;
      const bound = boundKeys(context);
      if (matchesChord(bound['terminal-keys'] ?? '', event)) {
        event.preventDefault();
        leaveTerminal(context);
        return;
      }
      if (matchesChord(bound['hide-terminal'] ?? '', event)) return;
      unattended.handleInput();
      // With something selected it is copied, as in other terminals.
      if (isCopy(event) && shellTiles.hasSelection) return;
      const input = shellInputOf(event, IS_MAC);
      if (input === null) return;
      event.preventDefault();
      shellTiles.clearSelection();
      shellTiles.type(key, [input]);
    }),
  );
}

function isCopy({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'c' && (ctrlKey || metaKey);
}

/** Into the terminal that may be typed in, or out of it again. */
export function toggleTerminalKeys(
  context: Pick<AppContext, 'shellTiles' | 'shellShare' | 'remoteShells' | 'window' | 'announcer'>,
): void {
  const { shellTiles, shellShare, remoteShells, announcer } = context;
  if (shellTiles.focused !== null) {
    leaveTerminal(context);
    return;
  }
  const own = shellShare.current === null ? [] : [OWN_TERMINAL_TILE];
  const others = remoteShells.writable.map((id) => tileKey(id, 'terminal'));
  if (![...own, ...others].some((key) => shellTiles.focus(key)))
    announcer.tell(NO_SHELL_TO_ENTER, 'warn');
}

function leaveTerminal({ window }: Pick<AppContext, 'window'>): void {
  window.commandLine.focus();
}
