import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';

/** What a draft has, as docs/releases.md lists it; the provenance is made by the site. */
const WANTED = [
  /^SHA256SUMS$/,
  /^SHA256SUMS\.sig$/,
  /^latest\.json$/,
  /^webcrt-[\w.-]+\.spdx\.json$/,
  /^webcrt-[\w.-]+\.cyclonedx\.json$/,
  /^webcrt-[\w.-]+\.tgz$/,
  /^webcrt-[\w.-]+-linux-\w+\.tar\.gz$/,
  /^webcrt_[\w.~-]+_\w+\.deb$/,
  /^webcrt-server_[\w.~-]+_all\.deb$/,
  /^webcrt-[\w.~-]+\.rpm$/,
];

/**
 * What whoever downloads it does with a draft, by the commands of docs/releases.md.
 *
 * @type {typeof import('./check-draft.mjs').checkDraft}
 */
export function checkDraft(checkout) {
  const folder = join(checkout, 'dist/release');
  const names = readdirSync(folder);
  const missing = WANTED.find((pattern) => !names.some((name) => pattern.test(name)));
  if (missing !== undefined) throw new UserError(`The draft has no ${missing}: ${names.join(' ')}`);
  const page = readFileSync(join(checkout, 'docs/releases.md'), 'utf8');
  const block = /## Is it whole, and ours\?[\s\S]*?```sh\n([\s\S]*?)```/.exec(page)?.[1];
  if (block === undefined) throw new UserError('docs/releases.md does not say how to check it.');
  // Where the page's reader is: the source, and beside it what was downloaded.
  const commands = `set -e\nln -sf ${folder}/* .\n${block}`;
  const output = execFileSync('bash', ['-c', commands], { cwd: checkout }).toString();
  say(output.trim());
  checkParts(folder, names);
  const notes = readFileSync(join(checkout, 'dist/release-notes.md'), 'utf8');
  const isPlain = notes.includes('The app for macOS carries no signature');
  if (!notes.includes('### ') || notes.includes('is not signed') || !isPlain)
    throw new UserError(`The notes say:\n${notes.slice(0, 500)}`);
}

/**
 * @param {string} folder
 * @param {readonly string[]} files
 */
function checkParts(folder, files) {
  /** @param {string} end */
  const read = (end) =>
    /** @type {Record<string, unknown[] | string>} */ (
      readJson(join(folder, files.find((name) => name.endsWith(end)) ?? ''))
    );
  const spdx = read('.spdx.json');
  const cyclonedx = read('.cyclonedx.json');
  const has = (/** @type {string} */ name) =>
    JSON.stringify(cyclonedx.components).includes(`"name":"${name}"`);
  const isWhole =
    // What is built in is one, and what only builds it is none.
    has('@xterm/xterm') &&
    !has('eslint') &&
    String(spdx.spdxVersion).startsWith('SPDX-') &&
    spdx.packages.length > 50 &&
    cyclonedx.bomFormat === 'CycloneDX' &&
    cyclonedx.components.length > 50;
  if (!isWhole) throw new UserError('The lists of parts are not what they are called.');
  say(`${spdx.packages.length} parts by SPDX, ${cyclonedx.components.length} by CycloneDX.`);
}
