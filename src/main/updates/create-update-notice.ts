import { app, shell } from 'electron';
import { BUILD_FACTS } from '../../shared/base/build-facts';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import { externalUrl } from '../../shared/text/external-url';
import { openConfigStore } from '../config-store';
import { fetchVersionList } from './fetch-list';
import { isManagedElsewhere } from './package-kind';
import { RELEASE_KEY } from './release-key';
import { UpdateNotice } from './update-notice';
import type { VersionList } from './version-list';

export interface UpdateNoticePorts {
  readonly logger: Logger;
  readonly userFolder: string;
  isWanted(): boolean;
  isInCall(): boolean;
  /** Something that is seen beside the window, and clicked. */
  showNews(title: string, body: string, onClick: () => void): void;
  /** A line for whoever looks at the window. */
  showLine(text: string): void;
}

/**
 * The notice of newer versions, with everything that it needs of the system; `null` where there is
 * none: in a checkout, and where something of the system tells.
 */
export function createUpdateNotice(ports: UpdateNoticePorts): UpdateNotice | null {
  if (!app.isPackaged || isManagedElsewhere(process.resourcesPath, process.env)) return null;
  const { logger, userFolder } = ports;
  const { store } = openConfigStore(userFolder, 'updates', SYSTEM_CLOCK.nowMs());
  return new UpdateNotice({
    clock: SYSTEM_CLOCK,
    logger,
    version: BUILD_FACTS.version,
    key: RELEASE_KEY,
    isWanted: () => ports.isWanted(),
    isInCall: () => ports.isInCall(),
    fetchList: () => fetchVersionList(fetch),
    readMemory: () => store.read(),
    writeMemory: (memory) => {
      store.write(memory);
    },
    tell: (list) => {
      tell(list, ports);
    },
  });
}

function tell({ version, page }: VersionList, ports: UpdateNoticePorts): void {
  const url = externalUrl(page);
  if (url === null) return;
  ports.showLine(`WebCRT ${version} is there: ${url} (config update_notice off tells no more).`);
  ports.showNews(
    `WebCRT ${version} is there`,
    'Click to see what is new, and where to get it.',
    () => {
      shell.openExternal(url).catch(() => {
        ports.logger.log('warn', 'the system could not open a link');
      });
    },
  );
}
