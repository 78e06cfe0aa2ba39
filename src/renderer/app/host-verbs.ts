import type { CommandPorts } from '../commands/command-runner';
import type { AppContext } from './app-context';
import { helpHere } from './help-here';
import { quitApp, type QuitContext } from './quit-app';

type HostVerbsContext = Pick<
  AppContext,
  'host' | 'settings' | 'windowState' | 'serverCommand' | 'appVersion'
> &
  QuitContext;

/** What commands may ask of the program that the app runs in: much of it not every host can. */
export function hostVerbs(
  context: HostVerbsContext,
): Pick<
  CommandPorts,
  | 'program'
  | 'serverCommand'
  | 'hosting'
  | 'showHosted'
  | 'lan'
  | 'canExportKey'
  | 'canTrustCertificates'
  | 'canAutoAnswer'
  | 'hasTextSize'
  | 'saveFile'
  | 'helpOverview'
  | 'quit'
> {
  const { host, appVersion, serverCommand } = context;
  const { features } = host;
  return {
    program: { appVersion, browser: navigator.userAgent },
    serverCommand,
    hosting: features.hosting ? host.hosting : null,
    showHosted: (hostedAt) => {
      // Made later than this.
      context.windowState.update({ hostedAt });
    },
    lan: features.lan ? host.lan : null,
    canExportKey: features.keyExport,
    canTrustCertificates: features.certificates,
    canAutoAnswer: features.autoAnswer,
    hasTextSize: features.textSize,
    saveFile: (name, bytes) => host.saveFile(name, bytes),
    helpOverview: () => helpHere(context),
    quit: () => quitApp(context),
  };
}
