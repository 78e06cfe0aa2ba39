import { app, shell, type WebContents } from 'electron';
import type { Logger } from '../shared/base/logger';
import { isEntryUrl } from './app-address';
import { externalUrl } from '../shared/text/external-url';

/** Every page, also one that nobody meant to make, stays on our entry page and opens no other. */
export function lockNavigation(logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents, logger);
  });
}

function lockContents(contents: WebContents, logger: Logger): void {
  const keepToEntry = (event: Pick<Electron.Event, 'preventDefault'>, url: string): void => {
    if (isEntryUrl(url)) return;
    event.preventDefault();
    logger.log('warn', 'refused a navigation');
  };
  contents.on('will-navigate', (event) => {
    keepToEntry(event, event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    keepToEntry(event, event.url);
  });
  contents.on('will-redirect', (event) => {
    keepToEntry(event, event.url);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, logger);
    return { action: 'deny' };
  });
}

/** Opens a link in the system's browser, when it is one that may. */
function openOutside(input: string, logger: Logger): void {
  const url = externalUrl(input);
  if (url === null) {
    logger.log('warn', 'refused to open a link');
    return;
  }
  shell.openExternal(url).catch(() => {
    logger.log('warn', 'the system could not open a link');
  });
}
