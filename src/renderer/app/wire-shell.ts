import { bytesToHex } from '@noble/hashes/utils.js';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { SharedTerminal } from '../../shared/call/participant';
import { matchesChord } from '../../shared/config/key-chord';
import { type TileKey, tileKey } from '../../shared/stage/tile-key';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { RemoteShells } from '../call/remote-shells';
import { ShellShare } from '../call/shell-share';
import { shellInputOf } from '../terminal/shell-key-events';
import {
  grantNotice,
  mayNotTypeSentence,
  mayTypeSentence,
  NO_SHELL_TO_ENTER,
  SHELL_HIDDEN,
  SHELL_SHOWN,
  SHELL_STILL_HIDDEN,
  shellEndSentence,
  shellOfSentence,
  shellOverSentence,
} from '../text/shell-sentences';
import { OWN_TERMINAL_TILE } from '../ui/terminal-tiles';
import { IS_MAC } from '../ui/platform';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { shellSizeHere } from './shell-verbs';
import { ShellTiles } from './shell-tiles';

const MAX_TITLE_GRAPHEMES = 60;
const RESIZE_AFTER_MS = 300;

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

type ShellContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'remote'
  | 'local'
  | 'call'
  | 'room'
  | 'zoom'
  | 'participants'
  | 'shellShare'
  | 'remoteShells'
  | 'shellTiles'
  | 'window'
  | 'announcer'
  | 'windowState'
  | 'keyboard'
  | 'unattended'
  | 'settings'
  | 'stage'
>;

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
  wireHiding(context);
  wireSize(context);
}

function wireOwnShell(context: ShellContext): void {
  const { store, shellShare, shellTiles, announcer, windowState, participants, zoom } = context;
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
        const hadFocus = shellTiles.focused === OWN_TERMINAL_TILE;
        shellTiles.remove(OWN_TERMINAL_TILE);
        if (hadFocus) context.window.commandLine.focus();
        isNew = true;
        return;
      }
      shellTiles.show(OWN_TERMINAL_TILE, screen, end);
      if (!isNew) return;
      isNew = false;
      shellTiles.setWritable(OWN_TERMINAL_TILE, true);
      shellTiles.focus(OWN_TERMINAL_TILE);
      showLarge(context, OWN_TERMINAL_TILE);
    }),
  );
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

/** A terminal is there to be read: it is large, unless the user wants something else so. */
function showLarge({ zoom }: Pick<ShellContext, 'zoom'>, key: TileKey): void {
  if (zoom.current === null) zoom.to(key);
}

/** They may have gone by now; then it is told by whoever said that they went. */
function nameOfGrantee({ participants }: Pick<ShellContext, 'participants'>, id: string): string {
  return participants.byId(id)?.name ?? 'They';
}

function wireRemoteShells(context: ShellContext): void {
  const { store, remoteShells, shellTiles, participants, announcer, zoom } = context;
  const keyOf = (id: string): TileKey => tileKey(id, 'terminal');
  store.add(
    remoteShells.onChange(({ id, value }) => {
      const before = participants.byId(id)?.terminal ?? null;
      participants.update(id, { terminal: value && presentable(value) });
      const name = participants.byId(id)?.name;
      if (value === null && zoom.current === keyOf(id)) zoom.to(null);
      // Echo only sends back what it gets.
      if (name === undefined || name === ECHO_NAME) return;
      if (before === null && value !== null) {
        announcer.tell(shellOfSentence(name));
        showLarge(context, keyOf(id));
      }
      if (before !== null && value === null) announcer.tell(shellOverSentence(name));
      const [could, can] = [before?.mayType === true, value?.mayType === true];
      if (could === can) return;
      const enter = boundKeys(context)['terminal-keys'] ?? '';
      if (can) announcer.tell(mayTypeSentence(name, enter), 'good');
      else if (value !== null) announcer.tell(mayNotTypeSentence(name), 'warn');
    }),
  );
  store.add(
    remoteShells.onScreen(({ id, value }) => {
      const key = keyOf(id);
      if (value === null) {
        const hadFocus = shellTiles.focused === key;
        shellTiles.remove(key);
        if (hadFocus) context.window.commandLine.focus();
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

/** What others say of their terminals is text of theirs. */
function presentable({ title, typist, mayType, isHidden }: SharedTerminal): SharedTerminal {
  return {
    title: sanitiseLine(title, MAX_TITLE_GRAPHEMES),
    typist: typist === null ? null : sanitiseName(typist),
    mayType,
    isHidden,
  };
}

type KeysContext = Pick<
  ShellContext,
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

/** The terminal is as large as the window has room for, or as the setting says. */
function wireSize(context: ShellContext): void {
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

/** The terminal is kept from others for as long as a key is down. */
function wireHiding(context: ShellContext): void {
  const { store, keyboard, shellShare, announcer } = context;
  let heldCode: string | null = null;
  const setHidden = (isHidden: boolean): void => {
    void shellShare.setHidden(isHidden);
    announcer.tell(isHidden ? SHELL_HIDDEN : SHELL_SHOWN, isHidden ? 'warn' : 'echo');
  };
  store.add(
    keyboard.onAnyKey((event) => {
      const chord = boundKeys(context)['hide-terminal'] ?? '';
      if (shellShare.current === null || !matchesChord(chord, event)) return;
      event.preventDefault();
      if (event.repeat || heldCode !== null) return;
      heldCode = event.code;
      if (!shellShare.current.isHidden) setHidden(true);
    }),
  );
  const handleKeyUp = ({ code }: KeyboardEvent): void => {
    if (code !== heldCode) return;
    heldCode = null;
    if (shellShare.current?.isHidden === true) setHidden(false);
  };
  // Nobody will tell when it goes up: what is on it may be secret still.
  const handleBlur = (): void => {
    if (heldCode === null) return;
    heldCode = null;
    if (shellShare.current?.isHidden === true) announcer.tell(SHELL_STILL_HIDDEN, 'warn');
  };
  window.addEventListener('keyup', handleKeyUp, true);
  window.addEventListener('blur', handleBlur);
  store.defer(() => {
    window.removeEventListener('keyup', handleKeyUp, true);
    window.removeEventListener('blur', handleBlur);
  });
}
