import { buildText } from '../shared/base/build-facts';
import { webHost } from './host/web-host';
import { launch } from './launch';
import { openKeyValueStore } from './people/key-value-store';

// The web client: the same window, with the page itself as the host.
let isKept = true;
const store = openKeyValueStore(() => {
  isKept = false;
});
void launch((logger) => webHost(logger, buildText(), { store, isKept: () => isKept }));
