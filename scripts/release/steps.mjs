import { UserError } from '../lib/say.mjs';
import * as build from './build-steps.mjs';
import * as check from './check-steps.mjs';
import { lintWorkflows } from './lint-workflows.mjs';
import { rehearse } from './rehearse.mjs';
import * as gather from './gather-steps.mjs';
import { buildImage, pushImage } from './image.mjs';

/** @type {typeof import('./steps.mjs').STEPS} */
export const STEPS = {
  tag: {
    what: 'the tag of the workflow is the version, and CHANGELOG.md has its day',
    run: check.tag,
  },
  workflows: { what: 'actionlint has no complaint of the workflows', run: lintWorkflows },
  electron: {
    what: "compares Electron's archives with the checksums of its package",
    run: check.electron,
  },
  attested: {
    what: "asks gh whether Electron's project has built those archives",
    run: check.attested,
  },
  unpacked: { what: 'the app for Linux, in dist/linux-unpacked', run: build.unpacked },
  tar: { what: 'a .tar.gz of it', run: () => build.packLinux(['tar']) },
  deb: { what: 'a .deb of it (dpkg-deb)', run: () => build.packLinux(['deb']) },
  rpm: { what: 'an .rpm of it (rpmbuild)', run: () => build.packLinux(['rpm']) },
  appimage: { what: 'an AppImage of it (fetches its runtime)', run: build.appImage },
  macos: {
    what: '.dmg and .zip for every Mac (on macOS)',
    run: (options) => build.packElsewhere('mac', options),
  },
  windows: {
    what: 'installer and .zip for Windows (on Windows)',
    run: (options) => build.packElsewhere('win', options),
  },
  started: {
    what: 'the program at WEBCRT_PROGRAM starts, and two of them call each other',
    run: check.started,
  },
  npm: { what: 'the package of server, client library and webcrt', run: build.npmPackage },
  'server-deb': { what: 'a .deb of the server alone (dpkg-deb)', run: build.serverDeb },
  installed: {
    what: 'the .tgz, installed in an empty folder, does what it should',
    run: check.installed,
  },
  sbom: { what: 'what is in it, as SPDX and as CycloneDX', run: gather.sbom },
  notes: { what: 'what is new, from CHANGELOG.md', run: gather.notes },
  reproduce: {
    what: 'builds .tar.gz, .deb and .tgz again, those that are there, and compares every byte',
    run: check.reproduce,
  },
  debian: {
    what: 'installs each .deb in a bare Debian (as root), starts and purges it',
    run: check.tryDebs,
  },
  image: {
    what: 'the container of the server, on a base that is named by its digest, and tries it',
    run: buildImage,
  },
  push: { what: 'pushes the container, and writes down what it is made of', run: pushImage },
  gather: { what: 'brings what jobs have made together', run: gather.gather },
  sums: { what: 'SHA256SUMS of all of them', run: gather.sums },
  sign: {
    what: 'SHA256SUMS.sig and the list of versions, with RELEASE_SIGNING_KEY',
    run: gather.sign,
  },
  key: {
    what: 'a new pair of keys: the public one into the source, the other printed',
    run: gather.key,
  },
  rehearsal: {
    what: 'all that the workflow runs, in its order, in a clone with a stand-in of Electron',
    run: rehearse,
  },
};

/** @type {typeof import('./steps.mjs').parseReleaseWords} */
export function parseReleaseWords(words) {
  const steps = words.filter((word) => !word.startsWith('--'));
  const isStandIn = words.includes('--stand-in');
  const wrong = words.find((word) => word !== '--stand-in' && !(word in STEPS));
  if (wrong !== undefined) throw new UserError(`There is no step "${wrong}".`, 2);
  return { steps, isStandIn };
}
