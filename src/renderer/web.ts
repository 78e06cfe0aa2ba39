import { webHost } from './host/web-host';
import { launch } from './launch';

// The web client: the same window, with the page itself as the host.
void launch((logger) => webHost(logger, __APP_VERSION__));
