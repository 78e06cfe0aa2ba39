import { app } from 'electron';
import { buildText } from '../shared/base/build-facts';
import type { Logger } from '../shared/base/logger';
import { DEFAULT_SETTINGS } from '../shared/config/settings';
import { describeToSystem } from './about';
import { createAppLogger } from './app-logger';
import { APP_HELP } from './app-options';
import { registerAppScheme, serveAppFiles } from './app-protocol';
import { chooseServer } from './choose-server';
import { openConfigStore } from './config-store';
import { controlWords, runControlCommand, terminalWords } from './control-command';
import { attachTerminal } from './control-socket';
import { controlSocketPath } from './control-socket-path';
import { DeepLinks } from './deep-links';
import { DesktopApp } from './desktop-app';
import { installKiosk, removeKiosk } from './install-kiosk';
import { installMenu } from './menu';
import { lockNavigation } from './navigation';
import { appPaths, clivrtPaths } from './paths';
import { lockPermissions } from './permissions';
import { readClivrt } from './read-clivrt';
import { serverCommand } from './server-command';
import { SettingsStore } from './settings-store';
import { claimSingleInstance } from './single-instance';
import { parseCommandLine } from './start-options';
import { takeUserFolder } from './user-folder-option';

// The order of starting up, and nothing else. What has to come before Electron is ready comes
// first.

/** Names the app to Windows, which shows no notifications of nameless ones. */
const APP_ID = 'org.webcrt.app';

/** A packaged app is argv[0]; `electron FOLDER` has the folder in argv[1]. */
const ownArguments = process.argv.slice(app.isPackaged ? 1 : 2);
const commandLine = parseCommandLine(ownArguments);

/** One that fails as it starts must not keep the machine busy. */
const RELAUNCH_AFTER_MS = 5_000;

let desktopApp: DesktopApp | null = null;

/** `webcrt ctl ...`: asks the app that runs, and ends; no window, no waiting to be ready. */
async function runControl(words: readonly string[]): Promise<void> {
  const place = controlSocketPath(app.getPath('userData'), process.platform);
  const exitCode = await runControlCommand(words, place, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
  app.exit(exitCode);
}

/** `webcrt tty`: shows the app that runs in this terminal. */
async function runInTerminal(words: readonly string[]): Promise<void> {
  // Of no use to the others.
  const { runTty } = await import('../tty/run-tty');
  const place = controlSocketPath(app.getPath('userData'), process.platform);
  const code = await runTty(takeUserFolder(words).rest, {
    attach: () => attachTerminal(place),
    // What that takes comes with npm.
    openAlone: () => Promise.resolve(null),
  });
  app.exit(code);
}

/** `webcrt --kiosk-install` and `--kiosk-remove`: say what they did, and end. */
async function changeKioskStart(): Promise<void> {
  await app.whenReady();
  try {
    const isWanted = commandLine.kioskStart === 'install';
    const sentence = await (isWanted ? installKiosk(commandLine) : removeKiosk());
    for (const line of [...commandLine.problems, sentence]) console.log(line);
    app.exit(0);
  } catch (error) {
    console.error('Nothing was changed:', error);
    app.exit(1);
  }
}

/** A kiosk has nobody to answer Electron's dialog about a fault: it starts again. */
function startAgainAfterFaults(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.log('critical', 'the app failed', { error: String(error) });
    setTimeout(() => {
      app.relaunch();
      app.exit(1);
    }, RELAUNCH_AFTER_MS);
  });
}

async function start(links: DeepLinks): Promise<void> {
  await app.whenReady();
  const paths = appPaths();
  let level = (): typeof DEFAULT_SETTINGS.loglevel => DEFAULT_SETTINGS.loglevel;
  const logger = createAppLogger(paths.log, () => level());

  lockPermissions(logger);
  lockNavigation(logger);
  serveAppFiles(paths.rendererFolder, logger);
  installMenu(process.platform);
  describeToSystem();

  const opened = openConfigStore(paths.userFolder, 'settings', Date.now());
  const settings = new SettingsStore(opened, () => readClivrt(clivrtPaths()), logger);
  level = () => settings.settings.loglevel;
  const windowStore = openConfigStore(paths.userFolder, 'window', Date.now()).store;

  links.register();
  links.handleArguments(ownArguments);
  if (commandLine.isKiosk) startAgainAfterFaults(logger);
  const server = await chooseServer(commandLine.server, {
    port: commandLine.port,
    webRoot: paths.rendererFolder,
    serverCommand: serverCommand(),
    dataFolder: paths.serverFolder,
    turn: commandLine.turn,
    logger,
  });
  for (const problem of commandLine.problems) console.error(problem);
  if (commandLine.isUrlOnly) console.log(server.url.replace(/^ws/, 'http'));

  desktopApp = new DesktopApp({ paths, commandLine, logger, settings, windowStore, server, links });
  await desktopApp.open();
}

function startFirst(): void {
  app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  registerAppScheme();
  const links = new DeepLinks();
  const handleSecond = (argv: readonly string[]): void => {
    links.handleArguments(argv);
    desktopApp?.show();
  };
  if (!claimSingleInstance(handleSecond)) {
    app.quit();
    return;
  }
  start(links).catch((error: unknown) => {
    // Without a window there is nobody else to tell.
    console.error('WebCRT could not start:', error);
    app.exit(1);
  });
}

/** Neither needs a window, nor anything else that is waited for. */
function print(text: string): void {
  console.log(text);
  app.exit(0);
}

const words = controlWords(ownArguments);
const ttyWords = terminalWords(ownArguments);
if (words !== null) void runControl(words);
else if (ttyWords !== null) void runInTerminal(ttyWords);
else if (commandLine.asks !== null) print(commandLine.asks === 'help' ? APP_HELP : buildText());
else if (commandLine.kioskStart !== null) void changeKioskStart();
else startFirst();
