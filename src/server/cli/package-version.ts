import { readFileSync } from 'node:fs';

/** The version in package.json, which is two folders up from the built command. */
export function readPackageVersion(commandUrl: string): string {
  const content: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', commandUrl), 'utf8'),
  );
  const hasVersion = typeof content === 'object' && content !== null && 'version' in content;
  return hasVersion && typeof content.version === 'string' ? content.version : 'unknown';
}
