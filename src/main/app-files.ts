import { extname, join, sep } from 'node:path';
import { isAppUrl } from './app-address';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
};

/** A path segment that is a plain file or folder name: anything odd is refused, not repaired. */
const PLAIN_SEGMENT = /^[\w-][\w.~-]*$/;

/**
 * The file that an app:// address names, or `null` when it names none of ours. Only plain segments
 * pass, so that `..`, `%2e%2e`, backslashes, drive letters and NUL need no rules of their own.
 *
 * @param root Absolute folder that is served.
 */
export function resolveAppFile(url: string, root: string): string | null {
  if (!isAppUrl(url)) return null;
  const segments = new URL(url).pathname.split('/').slice(1);
  if (segments.length === 0 || !segments.every((segment) => PLAIN_SEGMENT.test(segment))) {
    return null;
  }
  const path = join(root, ...segments);
  return path.startsWith(root + sep) ? path : null;
}

/** The content type by extension; what we do not ship is bytes. */
export function contentTypeOf(path: string): string {
  return CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}
