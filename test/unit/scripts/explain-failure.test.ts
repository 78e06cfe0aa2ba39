import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../../scripts/lib/explain-failure.mjs';

describe('why an installation failed', () => {
  it.each([
    [
      'npm error code ENOTFOUND\nnpm error network request to https://x/ failed',
      'host could not be found',
    ],
    ['npm error code ECONNREFUSED', 'The network does not answer'],
    ['npm error code EACCES\nnpm error syscall mkdir', 'may not write there'],
    ['npm error code ENOSPC', 'The disk is full'],
    [
      "E: You don't have enough free space in /var/cache/apt/archives/. not have enough free space",
      'The disk is full',
    ],
    [
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7',
      'Another program',
    ],
    ["W: Failed to fetch http://x  Temporary failure resolving 'x'", 'host could not be found'],
    [
      "W: Failed to fetch http://x  Temporary failure resolving 'x'\nE: Unable to locate package chromium",
      'host could not be found',
    ],
    ['E: Unable to locate package chromium', 'not to be had'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'A certificate'],
    [
      'npm error code EUSAGE\nnpm error `npm ci` can only install packages when in sync',
      'package-lock.json',
    ],
    [
      "W: Download is performed unsandboxed as root (13: Permission denied)\nErr:1 http://x\n  y\nE: Failed to fetch http://x  Could not resolve 'x'",
      'host could not be found',
    ],
    ['Segmentation fault', 'It is not clear why'],
  ])('is said in one sentence with what to do: %s', (output, cause) => {
    const sentence = explainFailure('npm ci', output);
    expect(sentence).toMatch(/^`npm ci` failed\. /);
    expect(sentence).toContain(cause);
    expect(sentence).toMatch(/then run this command again\.$/);
    expect(sentence).not.toContain('\n');
  });
});
