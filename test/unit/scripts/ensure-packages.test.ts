import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../scripts/lib/ensure-packages.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/vite': { version: '8.3.8' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  },
};

describe('isInstalled', () => {
  it('holds when every package of the lock file is there in its version', () => {
    const installed = {
      packages: {
        'node_modules/vite': { version: '8.3.8' },
        'node_modules/fsevents': { version: '2.3.3' },
      },
    };
    expect(isInstalled(wanted, installed)).toBe(true);
  });

  it('does without optional packages, which belong to other systems', () => {
    const installed = { packages: { 'node_modules/vite': { version: '8.3.8' } } };
    expect(isInstalled(wanted, installed)).toBe(true);
  });

  it('does not mind packages that nobody asked for', () => {
    const installed = {
      packages: {
        'node_modules/vite': { version: '8.3.8' },
        'node_modules/x': { version: '1.0.0' },
      },
    };
    expect(isInstalled(wanted, installed)).toBe(true);
  });

  it.each([
    ['nothing is installed', null],
    ['a package is missing', { packages: {} }],
    ['a package has another version', { packages: { 'node_modules/vite': { version: '8.3.7' } } }],
    [
      'an optional package has another version',
      {
        packages: {
          'node_modules/vite': { version: '8.3.8' },
          'node_modules/fsevents': { version: '2.3.2' },
        },
      },
    ],
  ])('fails when %s', (_, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
