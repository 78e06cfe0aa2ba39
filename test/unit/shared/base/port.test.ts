import { expect, it } from 'vitest';
import { parsePort } from '../../../../src/shared/base/port';

it.each([
  ['0', 0],
  ['80', 80],
  ['00080', 80],
  ['65535', 65_535],
])('takes %j for the port %i', (text, port) => {
  expect(parsePort(text)).toBe(port);
});

it.each([
  '',
  ' ',
  '65536',
  '99999',
  '000080',
  '-1',
  '+1',
  '1.0',
  '1e3',
  '0x50',
  '80a',
  ' 80',
  '８０',
])('takes %j for no port', (text) => {
  expect(parsePort(text)).toBeNull();
});
