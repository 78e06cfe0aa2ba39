import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';

const SOURCE = readFileSync(
  new URL('../../../scripts/load/load-client.mjs', import.meta.url),
  'utf8',
);

it('clients of the load bench speak the revision that the server speaks', () => {
  expect(SOURCE).toContain(`const PROTOCOL_VERSION = ${PROTOCOL_VERSION};`);
});
