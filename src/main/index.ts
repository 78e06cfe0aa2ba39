import { app } from 'electron';
import { DEFAULT_SETTINGS } from '../shared/config/settings';
import { createAppLogger } from './app-logger';
import { registerAppScheme, serveAppFiles } from './app-protocol';
import { readClivrt } from './clivrt-import';
import { openConfigStore } from './config-store';
import { DesktopApp } from './desktop-app';
import { chooseServer } from './embedded-server';
import { installMenu } from './menu';
import { lockNavigation } from './navigation';
import { appPaths, clivrtPaths } from './paths';
import { lockPermissions } from './permissions';
import { SettingsStore } from './settings-store';
import { claimSingleInstance } from './single-instance';
import { parseCommandLine } from './start-options';

// The order of starting up, and nothing else. What has to come before Electron is ready comes first.

/** Names the app to Windows, which shows no notifications of nameless ones. */
const APP_ID = 'org.webcrt.app';

let desktopApp: DesktopApp | null = null;

async function start(): Promise<void> {
  await app.whenReady();
  const paths = appPaths();
  let level = (): typeof DEFAULT_SETTINGS.loglevel => DEFAULT_SETTINGS.loglevel;
  const logger = createAppLogger(paths.log, () => level());

  lockPermissions(logger);
  lockNavigation(logger);
  serveAppFiles(paths.rendererFolder, logger);
  installMenu(process.platform);

  const opened = openConfigStore(paths.userFolder, 'settings', Date.now());
  const settings = new SettingsStore(opened, () => readClivrt(clivrtPaths()), logger);
  level = () => settings.settings.loglevel;
  const windowStore = openConfigStore(paths.userFolder, 'window', Date.now()).store;

  // A packaged app is argv[0]; `electron FOLDER` has the folder in argv[1].
  const commandLine = parseCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  const server = await chooseServer(commandLine.server, {
    port: commandLine.port,
    webRoot: paths.rendererFolder,
    dataFolder: paths.serverFolder,
    logger,
  });
  if (commandLine.isUrlOnly) console.log(server.url.replace(/^ws/, 'http'));

  desktopApp = new DesktopApp({ paths, commandLine, logger, settings, windowStore, server });
  await desktopApp.open();
}

app.enableSandbox();
if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
registerAppScheme();

if (claimSingleInstance(() => desktopApp?.show())) {
  start().catch((error: unknown) => {
    // Without a window there is nobody else to tell.
    console.error('WebCRT could not start:', error);
    app.exit(1);
  });
} else {
  app.quit();
}
