import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { startCpace } from '../../../../src/shared/lan/cpace';

/** Appendix B.3 of draft-irtf-cfrg-cpace. */
const INPUTS = {
  phrase: utf8ToBytes('Password'),
  channel: hexToBytes('6f630b425f726573706f6e6465720b415f696e69746961746f72'),
  session: hexToBytes('7e4b4791d6a8ef019b936c79fb7f2c57'),
};
const A = {
  scalar: hexToBytes('da3d23700a9e5699258aef94dc060dfda5ebb61f02a5ea77fad53f4ff0976d08'),
  share: 'd40fb265a7abeaee7939d91a585fe59f7053f982c296ec413c624c669308f87a',
  extra: utf8ToBytes('ADa'),
};
const B = {
  scalar: hexToBytes('d2316b454718c35362d83d69df6320f38578ed5984651435e2949762d900b80d'),
  share: '08bcf6e9777a9c313a3db6daa510f2d398403319c2341bd506a92e672eb7e307',
  extra: utf8ToBytes('ADb'),
};
const KEY =
  '4c5469a16b2364c4b944ebc1a79e51d1674ad47db26e8718154f59faebfaa52d' +
  '8346f30aa58377117eb20d527f2cbc5c76381f7fd372e89df8239f87f2e02ed1';

describe('CPace', () => {
  it("comes to the draft's shares and key, at both ends", () => {
    const a = startCpace('initiator', INPUTS, A.scalar, { own: A.extra, theirs: B.extra });
    const b = startCpace('responder', INPUTS, B.scalar, { own: B.extra, theirs: A.extra });
    expect(bytesToHex(a.share)).toBe(A.share);
    expect(bytesToHex(b.share)).toBe(B.share);
    expect(bytesToHex(a.finish(b.share)!)).toBe(KEY);
    expect(bytesToHex(b.finish(a.share)!)).toBe(KEY);
  });

  it.each([
    ['another phrase', { phrase: utf8ToBytes('password') }],
    ['another channel', { channel: utf8ToBytes('elsewhere') }],
    ['another session', { session: new Uint8Array(16) }],
  ])('comes to other keys with %s', (_what, other) => {
    const a = startCpace('initiator', INPUTS);
    const b = startCpace('responder', { ...INPUTS, ...other });
    expect(a.finish(b.share)).not.toEqual(b.finish(a.share));
  });

  it.each([
    ['the neutral element', '00'.repeat(32)],
    ['no point', '2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c'],
    ['too little', 'ab'],
  ])('takes %s for no share', (_what, share) => {
    expect(startCpace('initiator', INPUTS).finish(hexToBytes(share))).toBeNull();
  });
});
