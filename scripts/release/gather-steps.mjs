import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fromRoot, readJson } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';
import { releaseFacts } from './facts.mjs';
import { NOTES_FILE, PARTS, RELEASE_FOLDER, SUMS_FILE } from './folders.mjs';
import { releaseNotes } from './notes.mjs';
import { keepInCyclonedx, keepInSpdx, partsOf } from './parts.mjs';
import { RELEASE_KEY_FILE, makeKeyPair, publicKeyModule, signRelease } from './sign.mjs';
import { sumsOf } from './sums.mjs';

const NOTES_PATH = fromRoot('dist', NOTES_FILE);

/** As the bundler writes them: of what is in them, and on which terms. */
const LICENCES = ['out/main/licences.txt', 'out/renderer/licences.txt'];

export async function sbom() {
  const { version } = releaseFacts();
  const missing = LICENCES.find((path) => !existsSync(fromRoot(path)));
  if (missing !== undefined) throw new UserError(`There is no ${missing}: npm run build`);
  const licences = LICENCES.map((path) => readFileSync(fromRoot(path), 'utf8'));
  const lock = /** @type {import('./parts.mjs').Lock} */ (readJson(fromRoot('package-lock.json')));
  const parts = partsOf(lock, licences);
  /** @param {string} format */
  const ask = (format) => {
    const args = ['sbom', '--sbom-format', format, '--package-lock-only'];
    return JSON.parse(
      execFileSync('npm', args, { cwd: fromRoot(), encoding: 'utf8', maxBuffer: 2 ** 28 }),
    );
  };
  const lists = {
    spdx: keepInSpdx(ask('spdx'), parts, `webcrt@${version}`),
    cyclonedx: keepInCyclonedx(ask('cyclonedx'), parts, 'webcrt'),
  };
  for (const [format, list] of Object.entries(lists)) {
    const file = join(RELEASE_FOLDER, `webcrt-${version}.${format}.json`);
    writeFileSync(file, `${JSON.stringify(list, null, 2)}\n`);
  }
}

export async function notes() {
  const { version } = releaseFacts();
  const text = releaseNotes(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), version);
  writeFileSync(NOTES_PATH, text);
}

export async function gather() {
  for (const part of readdirSync(PARTS)) {
    for (const name of readdirSync(join(PARTS, part))) {
      if (name.startsWith(SUMS_FILE)) continue;
      const [from, to] = [join(PARTS, part, name), join(RELEASE_FOLDER, name)];
      if (name === NOTES_FILE) cpSync(from, NOTES_PATH);
      else if (existsSync(to) && !readFileSync(to).equals(readFileSync(from)))
        throw new UserError(`Two jobs have made ${name}, and not the same one.`);
      else cpSync(from, to);
    }
  }
}

export async function sums() {
  const names = readdirSync(RELEASE_FOLDER)
    .filter((name) => !name.startsWith(SUMS_FILE))
    .sort();
  if (names.length === 0) throw new UserError('There is nothing in dist/release to sum up.');
  writeFileSync(join(RELEASE_FOLDER, SUMS_FILE), sumsOf(RELEASE_FOLDER, names));
}

/** What the notes say where a certificate was not among the secrets. */
const UNSIGNED = {
  SIGNED_FOR_MAC:
    'The app for macOS carries no signature of Apple’s kind: macOS asks before it opens it (System Settings, Privacy & Security, Open Anyway).',
  SIGNED_FOR_WINDOWS:
    'The app for Windows carries no signature of Microsoft’s kind: Windows warns before it opens it (More info, Run anyway).',
};

export async function sign() {
  for (const [name, sentence] of Object.entries(UNSIGNED))
    if (process.env[name] !== 'true') appendFileSync(NOTES_PATH, `\n${sentence}\n`);
  const key = process.env.RELEASE_SIGNING_KEY ?? '';
  if (key === '') {
    say('There is no RELEASE_SIGNING_KEY: nothing is signed.');
    appendFileSync(NOTES_PATH, '\nThis release is not signed.\n');
    return;
  }
  const facts = releaseFacts();
  for (const [name, content] of signRelease(key, RELEASE_FOLDER, facts, Date.now()))
    writeFileSync(join(RELEASE_FOLDER, name), content);
}

export async function key() {
  const { publicHex, privatePem } = makeKeyPair();
  writeFileSync(fromRoot(RELEASE_KEY_FILE), publicKeyModule(publicHex));
  say(
    `${RELEASE_KEY_FILE} has the public key. The other one goes into the secret RELEASE_SIGNING_KEY, and nowhere else:`,
  );
  say(privatePem);
}
