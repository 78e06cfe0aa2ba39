import { describe, expect, it } from 'vitest';
import {
  deviceCode,
  deviceOfferLine,
  isDeviceOfferLine,
  parseDeviceOffer,
  readDeviceCode,
} from '../../../../src/shared/identity/device-offer';
import type { StatementOf } from '../../../../src/shared/identity/statement';

const STATEMENT: StatementOf<'device-linked'> = {
  kind: 'device-linked',
  name: 'ann',
  by: 'ab'.repeat(32),
  device: 'cd'.repeat(32),
  atMs: 1_764_460_800_000,
};
const OFFER = { device: STATEMENT.device, atMs: STATEMENT.atMs, signature: 'ef'.repeat(64) };

describe('the code of a device', () => {
  it('is twelve letters and digits that cannot be mistaken', () => {
    expect(deviceCode(STATEMENT)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  it.each([
    [{ name: 'Ann' }],
    [{ by: 'ac'.repeat(32) }],
    [{ device: 'ce'.repeat(32) }],
    [{ atMs: STATEMENT.atMs + 1 }],
  ])('is another one for another %j', (change) => {
    expect(deviceCode({ ...STATEMENT, ...change })).not.toBe(deviceCode(STATEMENT));
  });

  it.each(['k7q2-m0xt-4pz9', 'K7Q2 M0XT 4PZ9', 'K7Q2M0XT4PZ9', ' k7q2-moxt-4pz9 '])(
    'is read as people type it: %s',
    (typed) => {
      expect(readDeviceCode(typed)).toBe('K7Q2-M0XT-4PZ9');
    },
  );

  it.each(['', 'K7Q2-M0XT', 'K7Q2-M0XT-4PZ9-1', 'K7Q2-M0XT-4PZU', 'K7Q2-M0XT-4PZ!'])(
    'is not %j',
    (typed) => {
      expect(readDeviceCode(typed)).toBeNull();
    },
  );
});

describe('an offer', () => {
  it('goes as a line of chat', () => {
    expect(parseDeviceOffer(deviceOfferLine(OFFER))).toEqual(OFFER);
  });

  it.each([
    'hello',
    'webcrt device ',
    'webcrt device {}',
    'webcrt device [1]',
    deviceOfferLine({ ...OFFER, device: 'x' }),
    deviceOfferLine({ ...OFFER, atMs: -1 }),
    `${deviceOfferLine(OFFER)}x`,
  ])('is not %s', (line) => {
    expect(parseDeviceOffer(line)).toBeNull();
  });

  it('is known by its beginning, usable or not', () => {
    expect(isDeviceOfferLine('webcrt device {')).toBe(true);
    expect(isDeviceOfferLine('my webcrt device')).toBe(false);
  });
});
