import { createConsoleLogger } from './console-logger';
import { webHost } from './host/web-host';
import { launch } from './launch';

// The web client: the same window, with the page itself as the host.
const logger = createConsoleLogger(() => 'warn');
launch(webHost(logger, __APP_VERSION__), logger).catch((error: unknown) => {
  logger.log('critical', 'the app could not start', { error: String(error) });
});
