import { UserError } from '../lib/say.mjs';

/** @type {typeof import('./notes.mjs').releaseNotes} */
export function releaseNotes(changes, version) {
  const [, rest] = changes.split(`\n## [${version}]`);
  if (rest === undefined) throw new UserError(`CHANGELOG.md has nothing about ${version}.`);
  const text = rest
    .slice(rest.indexOf('\n'))
    .split(/\n## \[/)[0]
    .trim();
  if (text === '') throw new UserError(`CHANGELOG.md says nothing of ${version}.`);
  return `${text}\n\nHow to check what you download: docs/releases.md in the source.\n`;
}
