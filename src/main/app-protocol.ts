import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { Logger } from '../shared/base/logger';
import { APP_SCHEME } from './app-address';
import { contentTypeOf, resolveAppFile } from './app-files';

/** What the window may load. `style-src` needs 'unsafe-inline' for xterm's DOM renderer. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // The engine is WebAssembly; strings stay mere strings, as ever.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
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
