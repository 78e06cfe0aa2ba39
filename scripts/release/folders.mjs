import { fromRoot } from '../lib/paths.mjs';

/** What a release holds. */
export const RELEASE_FOLDER = fromRoot('dist/release');
/** The app for Linux, as electron-builder leaves it. */
export const UNPACKED = fromRoot('dist/linux-unpacked');
/** A folder for each artefact of the workflow's jobs. */
export const PARTS = fromRoot('dist/parts');
export const NOTES_FILE = 'release-notes.md';
export const SUMS_FILE = 'SHA256SUMS';
