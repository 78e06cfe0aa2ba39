import { describe, expect, it } from 'vitest';
import { serverCommandOf } from '../../../../src/server/cli/server-command';

describe('serverCommandOf', () => {
  it('is the program where the package is installed', () => {
    const installed = 'file:///usr/lib/node_modules/webcrt/out/server/cli.js';
    expect(serverCommandOf(installed)).toBe('webcrt-server');
  });

  it("is npm's words in a checkout", () => {
    expect(serverCommandOf('file:///home/ann/webcrt/out/server/cli.js')).toBe('npm run server --');
  });
});
