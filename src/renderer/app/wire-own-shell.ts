import { grantNotice, shellEndSentence } from '../text/shell-sentences';
import { OWN_TERMINAL_TILE } from '../ui/terminal-tiles';
import type { AppContext } from './app-context';
import { removeShellTile, showShellLarge } from './shell-tile-focus';

export type OwnShellContext = Pick<
  AppContext,
  | 'store'
  | 'shellShare'
  | 'shellTiles'
  | 'participants'
  | 'announcer'
  | 'windowState'
  | 'window'
  | 'zoom'
>;

/** The terminal that the local user shares: its tile, and what is told of it. */
export function wireOwnShell(context: OwnShellContext): void {
  wireOwnTile(context);
  tellOfOwnShell(context);
}

function wireOwnTile(context: OwnShellContext): void {
  const { store, shellShare, shellTiles } = context;
  const end = {
    type: shellShare.type.bind(shellShare),
    askForLines: (above: number, lines: number): void => {
      void shellShare.lines(above, lines).then((told) => {
        if (told !== null) shellTiles.takeLines(OWN_TERMINAL_TILE, told);
      });
    },
  };
  let isNew = true;
  store.add(
    shellShare.onScreen((screen) => {
      if (screen === null) {
        removeShellTile(context, OWN_TERMINAL_TILE);
        isNew = true;
        return;
      }
      shellTiles.show(OWN_TERMINAL_TILE, screen, end);
      if (!isNew) return;
      isNew = false;
      shellTiles.setWritable(OWN_TERMINAL_TILE, true);
      shellTiles.focus(OWN_TERMINAL_TILE);
      showShellLarge(context, OWN_TERMINAL_TILE);
    }),
  );
}

function tellOfOwnShell(context: OwnShellContext): void {
  const { store, shellShare, shellTiles, announcer, windowState, participants, zoom } = context;
  store.add(
    shellShare.onChange((own) => {
      const typist = own?.typistId == null ? null : participants.byId(own.typistId)?.name;
      windowState.update({ ownTerminal: own && { ...own, typist: typist ?? null } });
      shellTiles.setWarned(OWN_TERMINAL_TILE, own?.isHidden === true);
    }),
  );
  store.add(
    shellShare.onGrant((change) => {
      const name = nameOfGrantee(context, change.grantee.id);
      const notice = grantNotice(name, change);
      if (notice !== null) announcer.tell(notice.text, notice.tone);
    }),
  );
  store.add(
    shellShare.onEnded((ended) => {
      if (zoom.current === OWN_TERMINAL_TILE) zoom.to(null);
      announcer.tell(shellEndSentence(ended), 'echo');
    }),
  );
}

/** They may have gone by now; then it is told by whoever said that they went. */
function nameOfGrantee({ participants }: Pick<AppContext, 'participants'>, id: string): string {
  return participants.byId(id)?.name ?? 'They';
}
