import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { Logger } from '../shared/base/logger';
import { contentSecurityPolicy } from '../shared/config/content-security-policy';
import { APP_SCHEME } from './app-address';
import { contentTypeOf, resolveAppFile } from './app-files';

const HEADERS = {
  // The main process speaks to servers; the window to nobody.
  'content-security-policy': contentSecurityPolicy([]),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Makes app:// an origin of its own. Has to run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/** Serves the built window from `root`, and nothing beside it. */
export function serveAppFiles(root: string, logger: Logger): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const path = request.method === 'GET' ? resolveAppFile(request.url, root) : null;
    const body = path === null ? null : await readFile(path).catch(() => null);
    if (path === null || body === null) {
      logger.log('warn', 'refused an app:// request', { method: request.method });
      return new Response('Not found', { status: 404, headers: HEADERS });
    }
    const headers = { ...HEADERS, 'content-type': contentTypeOf(path) };
    return new Response(new Uint8Array(body), { headers });
  });
}
