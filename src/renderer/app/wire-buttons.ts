import { UnreadCount } from '../chat/unread-count';
import { listen } from '../ui/element';
import type { Press } from '../ui/window-intent';
import type { AppContext } from './app-context';
import { act, decide, enterLine, type ActContext } from './wire-input';

type ButtonsContext = Pick<AppContext, 'store' | 'chat' | 'unattended' | 'ring'> & PressContext;

/** The buttons of the status bar, and those for fingers: what they say is so, and what they do. */
export function wireButtons(context: ButtonsContext): void {
  const { store, window, windowState, ring, unattended } = context;
  const { commandLine, status, touchBar, help } = window;
  const handlePress = (given: Press): void => {
    press(context, given);
  };
  store.add(status.onPress(handlePress));
  store.add(touchBar.onPress(handlePress));
  store.add(
    help.onClose(() => {
      help.hide();
    }),
  );
  store.add(
    commandLine.onChange((line) => {
      windowState.update({ line });
    }),
  );
  countUnread(context);
  // Whoever has no keys stops a countdown with a finger; a mouse says that somebody is here, too.
  const handlePointer = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'touch' || !ring.handleKey()) unattended.handleInput();
  };
  store.add(listen(window.root, 'pointerdown', handlePointer));
}

/** Lines of others, while the chat is away. */
function countUnread({
  store,
  window,
  windowState,
  chat,
}: Pick<AppContext, 'store' | 'chat' | 'window' | 'windowState'>): void {
  const count = store.add(new UnreadCount());
  store.add(
    window.onChatShown((isChatShown) => {
      windowState.update({ isChatShown });
      count.setChatShown(isChatShown);
    }),
  );
  store.add(
    chat.onLine((line) => {
      count.handleLine(line);
    }),
  );
  store.add(
    count.onChange((unread) => {
      windowState.update({ unread });
    }),
  );
}

type PressContext = Pick<AppContext, 'lines'> & ActContext;

function press(context: PressContext, { intent, line = '' }: Press): void {
  const { window } = context;
  switch (intent) {
    case 'people':
      if (window.people.isOpen) window.closePeople();
      else window.openPeople();
      return;
    case 'answer':
      decide(context, 'accept');
      return;
    case 'enter':
      enterLine(context, line);
      return;
    case 'hang-up':
      act(context, intent);
      // Its button is gone.
      window.commandLine.focusForKeys();
      return;
    case 'toggle-mute':
    case 'toggle-camera':
    case 'toggle-chat':
    case 'next-style':
    case 'help':
      act(context, intent);
  }
}
