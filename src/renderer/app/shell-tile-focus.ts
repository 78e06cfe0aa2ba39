import type { TileKey } from '../../shared/stage/tile-key';
import type { AppContext } from './app-context';

/** A terminal is there to be read: it is large, unless the user wants something else so. */
export function showShellLarge({ zoom }: Pick<AppContext, 'zoom'>, key: TileKey): void {
  if (zoom.current === null) zoom.to(key);
}

/** With the tile that has the keyboard goes the keyboard: to the command line. */
export function removeShellTile(
  { shellTiles, window }: Pick<AppContext, 'shellTiles' | 'window'>,
  key: TileKey,
): void {
  const hadFocus = shellTiles.focused === key;
  shellTiles.remove(key);
  if (hadFocus) window.commandLine.focus();
}
