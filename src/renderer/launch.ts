import type { Logger, LogLevel } from '../shared/base/logger';
import { DEFAULT_SETTINGS } from '../shared/config/settings';
import type { HostApi } from '../shared/ipc/host-api';
import { App } from './app/app';
import { browserMachine } from './app/browser-machine';
import { createConsoleLogger } from './console-logger';
import { openStays } from './app/own-stays';
import { trustOwnWorkers } from './host/trusted-types';
import { createLocalCertificate } from './rtc/local-certificate';

/** Opens the app in this page, on the host that `createHost` makes. Says so when it cannot. */
export async function launch(createHost: (logger: Logger) => HostApi): Promise<void> {
  trustOwnWorkers();
  let threshold: LogLevel = DEFAULT_SETTINGS.loglevel;
  const logger = createConsoleLogger(() => threshold);
  try {
    const host = createHost(logger);
    const [report, identity, start, certificate, stays] = await Promise.all([
      host.settings.load(),
      host.identity.load(),
      host.startOptions(),
      createLocalCertificate(),
      openStays(),
    ]);
    threshold = report.settings.loglevel;
    host.settings.onChange(({ loglevel }) => {
      threshold = loglevel;
    });
    if (certificate === null) {
      logger.log('error', 'No certificate: a connection that breaks will not be made again');
    }
    const own = { value: certificate };
    const found = { settings: report.settings, identity };
    const app = new App(document.body, browserMachine(own), host, start, found, own, stays, logger);
    await app.begin([...report.notices, ...identity.notices]);
  } catch (error) {
    logger.log('critical', 'the app could not start', { error: String(error) });
    document.body.append(`WebCRT could not start (${String(error)}). Reload to try again.`);
  }
}
