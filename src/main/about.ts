import { app } from 'electron';
import { BUILD_FACTS } from '../shared/base/build-facts';

const PAGE = 'https://webcrt.example/';

/** What the system's own panel says of the program, from the menu of macOS and from the tray. */
export function describeToSystem(): void {
  const { version, commit } = BUILD_FACTS;
  app.setAboutPanelOptions({
    applicationName: 'WebCRT',
    applicationVersion: version,
    version: commit ?? undefined,
    copyright: 'MIT licence',
    website: PAGE,
  });
}

export function showAbout(): void {
  app.showAboutPanel();
}
