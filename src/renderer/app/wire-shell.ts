import type { AppContext } from './app-context';
import { shellSizeHere } from './shell-verbs';
import { type OwnShellContext, wireOwnShell } from './wire-own-shell';
import { type RemoteShellsContext, wireRemoteShells } from './wire-remote-shells';
import { type ShellHidingContext, wireShellHiding } from './wire-shell-hiding';

const RESIZE_AFTER_MS = 300;

type ShellContext = Pick<AppContext, 'remote' | 'local' | 'call' | 'room' | 'stage' | 'settings'> &
  OwnShellContext &
  RemoteShellsContext &
  ShellHidingContext;

/** Terminals that are shared, one's own and those of others: shown, typed into, and told. */
export function wireShell(context: ShellContext): void {
  const { store, remote, shellShare, remoteShells, participants, local, host, call, room } =
    context;
  // One of a page that crashed goes on without anybody who sees it.
  void host.shell.stop();
  store.add(
    remote.on('shell', ({ id, value }) => {
      shellShare.setChannel(id, value);
      remoteShells.setChannel(id, value);
    }),
  );
  const syncPeople = (): void => {
    const ids = participants.people.map(({ id }) => id);
    shellShare.setPeople(ids, local.state.withheldFrom);
  };
  store.add(participants.onChange(syncPeople));
  store.add(local.onChange(syncPeople));
  // A terminal is never seen by somebody who was called later.
  store.add(call.onEnded(() => shellShare.stop()));
  store.add(room.onEnded(() => shellShare.stop()));
  wireOwnShell(context);
  wireRemoteShells(context);
  wireShellHiding(context);
  wireSize(context);
}

/** The terminal is as large as the window has room for, or as the setting says. */
function wireSize(
  context: Pick<ShellContext, 'store' | 'stage' | 'settings' | 'shellShare'>,
): void {
  const { store, stage, settings, shellShare } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Each size on the way to one would be another screen for its program to draw.
  const fitSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      shellShare.resize(shellSizeHere(context));
    }, RESIZE_AFTER_MS);
  };
  store.add(stage.onShown(fitSoon));
  store.add(settings.onChange(fitSoon));
  store.defer(() => {
    clearTimeout(timer);
  });
}
