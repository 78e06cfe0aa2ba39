import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressKeyOf, createAddressOf, createIsTrusted } from '../../../src/server/client-address';

describe('addressKeyOf', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::ffff:c633:6407', '198.51.100.7'],
    ['127.0.0.1', null],
    ['127.9.8.7', null],
    ['::ffff:127.0.0.1', null],
    ['::1', null],
    ['2001:db8:0:1:2:3:4:5', '20010db800000001/64'],
    ['2001:db8:0:1::9', '20010db800000001/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, key) => {
    expect(addressKeyOf(address)).toBe(key);
  });
});

describe('createAddressOf', () => {
  const request = {
    socket: { remoteAddress: '192.0.2.1' },
    connection: { remoteAddress: '192.0.2.1' },
    headers: { 'x-forwarded-for': '198.51.100.7' },
  } as unknown as IncomingMessage;

  it.each([
    [[], '192.0.2.1'],
    [['192.0.2.9'], '192.0.2.1'],
    [['192.0.2.1'], '198.51.100.7'],
  ])('believes of %j what is said of others', (trusted, address) => {
    expect(createAddressOf(createIsTrusted(trusted))(request)).toBe(address);
  });
});
