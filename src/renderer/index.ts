import { createConsoleLogger } from './console-logger';
import { electronHost } from './host/electron-host';
import { launch } from './launch';

// The desktop app's window.
const logger = createConsoleLogger(() => 'warn');
launch(electronHost(), logger).catch((error: unknown) => {
  logger.log('critical', 'the app could not start', { error: String(error) });
});
