import { bytesToHex } from '@noble/hashes/utils.js';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { RemoteShells } from '../call/remote-shells';
import { ShellShare } from '../call/shell-share';
import type { AppContext } from './app-context';
import { ShellTiles } from './shell-tiles';

type ShellParts = Pick<AppContext, 'host' | 'identity' | 'participants'>;

/** Makes what shares the local user's terminal; `context` is asked only later. */
export function createShellShare({ host, identity, participants }: ShellParts): ShellShare {
  return new ShellShare({
    clock: SYSTEM_CLOCK,
    host: host.shell,
    signer: () => identity.signer,
    remoteKey: (id) => participants.byId(id)?.key ?? null,
    nameOf: (id) => participants.byId(id)?.name ?? null,
    randomHex: (bytes) => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes))),
  });
}

/** The same for those of others. */
export function createRemoteShells({
  identity,
  participants,
}: Omit<ShellParts, 'host'>): RemoteShells {
  return new RemoteShells({
    clock: SYSTEM_CLOCK,
    signer: () => identity.signer,
    remoteKey: (id) => participants.byId(id)?.key ?? null,
    isBlocked: (id) => participants.byId(id) === undefined,
  });
}

/** Makes the tiles of both; `context` is asked only later. */
export function createShellTiles(context: Pick<AppContext, 'stage' | 'windowState'>): ShellTiles {
  return new ShellTiles(
    () => context.stage,
    (focusedTerminal) => {
      context.windowState.update({ focusedTerminal });
    },
  );
}
