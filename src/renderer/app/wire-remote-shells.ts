import type { SharedTerminal } from '../../shared/call/participant';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';
import {
  mayNotTypeSentence,
  mayTypeSentence,
  shellOfSentence,
  shellOverSentence,
} from '../text/shell-sentences';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { removeShellTile, showShellLarge } from './shell-tile-focus';

const MAX_TITLE_GRAPHEMES = 60;

export type RemoteShellsContext = Pick<
  AppContext,
  | 'store'
  | 'remoteShells'
  | 'shellTiles'
  | 'participants'
  | 'announcer'
  | 'window'
  | 'zoom'
  | 'settings'
  | 'host'
>;

/** Terminals that others share: their tiles, and what is told of them. */
export function wireRemoteShells(context: RemoteShellsContext): void {
  tellOfRemoteShells(context);
  wireRemoteTiles(context);
}

function tellOfRemoteShells(context: RemoteShellsContext): void {
  const { store, remoteShells, participants, zoom } = context;
  store.add(
    remoteShells.onChange(({ id, value }) => {
      const before = participants.byId(id)?.terminal ?? null;
      participants.update(id, { terminal: value && presentable(value) });
      const name = participants.byId(id)?.name;
      if (value === null && zoom.current === keyOf(id)) zoom.to(null);
      // Echo only sends back what it gets.
      if (name === undefined || name === ECHO_NAME) return;
      if (before === null && value !== null) showShellLarge(context, keyOf(id));
      tellOfChange(context, name, before, value);
    }),
  );
}

/** `null`: none is shared. */
function tellOfChange(
  context: RemoteShellsContext,
  name: string,
  before: SharedTerminal | null,
  now: SharedTerminal | null,
): void {
  const { announcer } = context;
  if (before === null && now !== null) announcer.tell(shellOfSentence(name));
  if (before !== null && now === null) announcer.tell(shellOverSentence(name));
  const [could, can] = [before?.mayType === true, now?.mayType === true];
  if (could === can) return;
  const enter = boundKeys(context)['terminal-keys'] ?? '';
  if (can) announcer.tell(mayTypeSentence(name, enter), 'good');
  else if (now !== null) announcer.tell(mayNotTypeSentence(name), 'warn');
}

function wireRemoteTiles(context: RemoteShellsContext): void {
  const { store, remoteShells, shellTiles } = context;
  store.add(
    remoteShells.onScreen(({ id, value }) => {
      const key = keyOf(id);
      if (value === null) {
        removeShellTile(context, key);
        return;
      }
      shellTiles.show(key, value.isHidden ? null : value.screen, {
        type: (inputs) => remoteShells.viewer(id)?.type(inputs),
        askForLines: (above, lines) => remoteShells.viewer(id)?.askForLines(above, lines),
      });
    }),
  );
  store.add(
    remoteShells.onChange(({ id, value }) => {
      shellTiles.setWritable(keyOf(id), value?.mayType === true);
    }),
  );
  store.add(
    remoteShells.onLines(({ id, value }) => {
      shellTiles.takeLines(keyOf(id), value);
    }),
  );
}

function keyOf(id: string): TileKey {
  return tileKey(id, 'terminal');
}

/** What others say of their terminals is text of theirs. */
function presentable({ title, typist, mayType, isHidden }: SharedTerminal): SharedTerminal {
  return {
    title: sanitiseLine(title, MAX_TITLE_GRAPHEMES),
    typist: typist === null ? null : sanitiseName(typist),
    mayType,
    isHidden,
  };
}
