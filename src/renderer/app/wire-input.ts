import { assertNever } from '../../shared/base/assert-never';
import { scaledDensity } from '../../shared/config/density';
import { nextTextSize, USUAL_TEXT_SIZE } from '../../shared/config/text-size';
import { nextStyle } from '../commands/look-handlers';
import type { PressAction } from '../ui/keyboard';
import type { AppContext } from './app-context';
import { helpHere } from './help-here';
import { actOnMagnifier } from './magnify';
import { setCamera, type OwnMediaContext } from './own-media';
import { leavePixels } from './real-video';
import { toggleTerminalKeys } from './wire-shell-keys';

/** How much finer or coarser pictures get by one press of a key. */
const DENSITY_STEP = 1.25;

type InputContext = Pick<
  AppContext,
  'store' | 'keyboard' | 'zoom' | 'unattended' | 'ring' | 'lines'
> &
  ActContext;

/** Lines, keys and buttons: what the user does. */
export function wireInput(context: InputContext): void {
  const { store, window, keyboard, ring, unattended } = context;
  const { commandLine } = window;
  store.add(
    commandLine.onSubmit((line) => {
      enterLine(context, line);
    }),
  );
  store.add(
    window.help.onTyped((text) => {
      commandLine.focus();
      commandLine.insertText(text);
    }),
  );
  store.add(
    window.ring.onDecision((decision) => {
      decide(context, decision);
      commandLine.focusForKeys();
    }),
  );
  store.add(
    keyboard.onAnyKey((event) => {
      if (event.defaultPrevented) return;
      // The key that stops a countdown does nothing else: it may have been hit in a hurry.
      if (ring.handleKey()) event.preventDefault();
      else if (zooms(context, event)) event.preventDefault();
      else unattended.handleInput();
    }),
  );
  store.add(
    keyboard.onAction((action) => {
      act(context, action);
    }),
  );
}

/** A line that was typed, or that a button stands for. */
export function enterLine(
  { window, lines }: Pick<AppContext, 'lines' | 'window'>,
  line: string,
): void {
  window.closePanels();
  void lines.enter(line);
}

/**
 * Whether a key makes a tile large or small: as long as nothing is typed, and nothing lies over the
 * stage.
 */
function zooms(
  { window, zoom }: Pick<AppContext, 'zoom' | 'window'>,
  event: KeyboardEvent,
): boolean {
  const { commandLine, help } = window;
  const isShortcut = event.ctrlKey || event.altKey || event.metaKey;
  if (isShortcut || event.repeat || help.isOpen || !commandLine.isIdle) return false;
  const { key, timeStamp } = event;
  const begun = zoom.takeBack(key, timeStamp);
  // The key itself is typed behind it.
  if (begun !== null) commandLine.insertText(begun);
  return begun === null && !event.shiftKey && zoom.handleKey(key, timeStamp);
}

/** What was decided about the call that rings. */
export function decide({ call }: Pick<AppContext, 'call'>, decision: 'accept' | 'decline'): void {
  if (decision === 'accept') call.answer();
  else call.decline();
}

/** Makes pictures `factor` times as fine, within what there is. */
export function changeDensity({ settings }: Pick<AppContext, 'settings'>, factor: number): void {
  const density = scaledDensity(settings.current.density, factor);
  if (density !== settings.current.density) void settings.update({ density });
}

/** What keys and buttons work on. */
export type ActContext = Pick<
  AppContext,
  | 'host'
  | 'views'
  | 'verifications'
  | 'window'
  | 'stage'
  | 'shellTiles'
  | 'shellShare'
  | 'remoteShells'
> &
  OwnMediaContext;

/** Does what a key or a button stands for. */
export function act(context: ActContext, action: PressAction): void {
  const { window, talk, mediaSwitch, settings, call, host } = context;
  switch (action) {
    case 'help':
      toggleHelp(context);
      return;
    case 'focus-command':
      backToCommandLine(context);
      return;
    case 'toggle-mute':
      talk.setMuted(!talk.isMuted);
      return;
    case 'toggle-camera':
      void setCamera(context, !mediaSwitch.isCameraWanted);
      return;
    case 'terminal-keys':
      toggleTerminalKeys(context);
      return;
    case 'toggle-chat':
      window.toggleChat();
      return;
    case 'next-style':
      void settings.update({ videostyle: nextStyle(settings.current.videostyle) });
      return;
    case 'finer-pictures':
      changeDensity(context, DENSITY_STEP);
      return;
    case 'coarser-pictures':
      changeDensity(context, 1 / DENSITY_STEP);
      return;
    case 'larger-text':
    case 'smaller-text':
    case 'usual-text':
      changeTextSize(context, action);
      return;
    case 'hang-up':
      if (!call.hangUp()) context.room.leave();
      return;
    case 'toggle-full-screen':
      void host.toggleFullScreen();
      return;
    case 'magnify':
    case 'magnify-less':
    case 'pan-left':
    case 'pan-right':
    case 'pan-up':
    case 'pan-down':
      actOnMagnifier(context, action);
      return;
    default:
      assertNever(action, 'key action');
  }
}

/** A press closes what asks something, if there is such a thing, and the next one all else. */
function backToCommandLine(context: ActContext): void {
  const { window } = context;
  if (window.commandLine.closeCandidates()) return;
  if (!window.help.isOpen) leavePixels(context);
  if (window.screens.dismiss() || window.address.dismiss() || window.qr.dismiss()) return;
  if (window.pigeon.dismiss()) return;
  if (context.verifications.cancel()) return;
  window.closePanels();
  window.commandLine.focus();
}

const TEXT_STEPS = { 'larger-text': 1, 'smaller-text': -1 } as const;

function changeTextSize(
  { settings }: Pick<AppContext, 'settings'>,
  action: keyof typeof TEXT_STEPS | 'usual-text',
): void {
  const { text_size: current } = settings.current;
  const text_size =
    action === 'usual-text' ? USUAL_TEXT_SIZE : nextTextSize(current, TEXT_STEPS[action]);
  if (text_size !== current) void settings.update({ text_size });
}

function toggleHelp(context: ActContext): void {
  const { help } = context.window;
  if (help.isOpen) {
    backToCommandLine(context);
    return;
  }
  context.window.closePeople();
  help.show('WebCRT', helpHere(context));
}
