import { UserError } from './say.mjs';

/** The oldest Node.js that the build tools run on; package.json "engines" says the same. */
const MIN_NODE = [20, 19];

/** @throws {UserError} when this Node.js is too old to build the app. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const [minMajor, minMinor] = MIN_NODE;
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return;
  throw new UserError(
    `WebCRT needs Node.js ${MIN_NODE.join('.')} or newer; this is ${version}. Get one from https://nodejs.org/.`,
  );
}
