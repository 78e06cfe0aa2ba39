import type { CommandPorts } from '../commands/command-runner';
import { copyText } from '../ui/copy-text';
import type { AppContext } from './app-context';
import { openIcePanel } from './wire-ice';

/** What commands may open and ask in the window, wherever they were typed. */
export function windowVerbs(
  context: Pick<AppContext, 'window' | 'announcer' | 'settings'>,
): Pick<
  CommandPorts,
  'notice' | 'addressAt' | 'askToOpen' | 'showQrCode' | 'openIcePanel' | 'copy'
> {
  return {
    notice: (text, tone) => {
      context.announcer.tell(text, tone);
    },
    addressAt: (back) => context.window.chat.addressAt(back),
    askToOpen: (url) => {
      context.window.address.show(url);
    },
    showQrCode: (code) => {
      context.window.qr.show(code);
    },
    openIcePanel: () => {
      openIcePanel(context);
    },
    copy: copyText,
  };
}
