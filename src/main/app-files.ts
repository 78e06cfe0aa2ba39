import { extname, join, sep } from 'node:path';
import { lookup } from 'mrmime';
import { isAppUrl } from './app-address';

/** What is text says in which characters: browsers would guess else. */
const TEXT_TYPE = /^(?:text\/|application\/json$)/;

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

/** The content type by extension; what nobody has a type for is bytes. */
export function contentTypeOf(path: string): string {
  const type = lookup(extname(path)) ?? 'application/octet-stream';
  return TEXT_TYPE.test(type) ? `${type}; charset=utf-8` : type;
}
