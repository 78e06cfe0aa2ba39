import { x25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  NOISE_IK,
  NOISE_XX_PSK0,
  NoiseHandshake,
  type NoisePattern,
} from '../../../../src/shared/lan/noise';

const INITIATOR = {
  secretKey: hexToBytes('e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1'),
  ephemeralKey: hexToBytes('893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a'),
};
const RESPONDER = {
  secretKey: hexToBytes('4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893'),
  ephemeralKey: hexToBytes('bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b'),
};
const PROLOGUE = utf8ToBytes('John Galt');
const PSK = hexToBytes('54686973206973206d7920417573747269616e20706572737065637469766521');

/** Of the framework's public vectors, as cacophony and others compute them. */
const VECTORS: readonly {
  pattern: NoisePattern;
  sharedSecret?: Uint8Array;
  hash: string;
  messages: readonly (readonly [payload: string, sealed: string])[];
}[] = [
  {
    pattern: NOISE_IK,
    hash: '0b0f68fb0c27e03ce9b97565995ed4838cc0581b762ef72b062f6a546419fad7',
    messages: [
      [
        '4c756477696720766f6e204d69736573',
        'ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944' +
          '718da798efbcd91528520204f904b9bd6c7413dccdc214d951e15253e39987f1' +
          '8146e8cd0873654207148333479d4d16c289f0294b29960a72f48e0b7bba2e89' +
          '083169825e59642148d492020664ccf7',
      ],
      [
        '4d757272617920526f746862617264',
        '95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843' +
          '5361e70b2ed446e6c9ec387d1d6b3b840f194e373979d241b203c4acafccf5',
      ],
      ['462e20412e20486179656b', '050e9f3c8fac16b68dbce8f8c4bfbf6617c897f9ada4aa29aa19c8'],
      ['4361726c204d656e676572', '344233a6cabb7141d80f3da2fedc311d9646bbb0f505afe403a667'],
      [
        '4a65616e2d426170746973746520536179',
        '62cdeeb172ad7ade7aa7d9e069da5790f12331bfa00177787a1d0810c67dc3b2b4',
      ],
    ],
  },
  {
    pattern: {
      name: 'IKpsk1',
      isResponderKnown: true,
      messages: [
        ['e', 'es', 's', 'ss', 'psk'],
        ['e', 'ee', 'se'],
      ],
    },
    sharedSecret: PSK,
    hash: '3ad252ed6f724c52da3450383b7d8b806c183e1ef157bbe0465ad24997ec4717',
    messages: [
      [
        '4c756477696720766f6e204d69736573',
        'ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944' +
          'ac58a6c31948ce200911c5b27b67f1c4d1bed490532dd94ed17164fcc5784d37' +
          '30fc302b70cc0f19beedaeb56bd974c0e57d747d11534c746eb2a32ac3fde3e4' +
          'cdf6c3a4705762a6c6ca664b3bc89490',
      ],
      [
        '4d757272617920526f746862617264',
        '95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843' +
          '846a944a0652fb390d213d0700d5ae8fef7aad0ecc79a9216d15de5d7f3ee4',
      ],
      ['462e20412e20486179656b', '5d872673f64813a47a00369b15c8da92691605ad71ba019de8e718'],
    ],
  },
];

function pair(pattern: NoisePattern, sharedSecret?: Uint8Array, other = sharedSecret) {
  const remoteKey = pattern.isResponderKnown ? x25519.getPublicKey(RESPONDER.secretKey) : undefined;
  const common = { pattern, prologue: PROLOGUE };
  const a = { ...common, ...INITIATOR, isInitiator: true, remoteKey, sharedSecret };
  const b = { ...common, ...RESPONDER, isInitiator: false, sharedSecret: other };
  return [new NoiseHandshake(a), new NoiseHandshake(b)] as const;
}

describe('Noise', () => {
  it.each(VECTORS)('$pattern.name says what the public vectors say', (vector) => {
    const { pattern, sharedSecret, hash, messages } = vector;
    const ends = pair(pattern, sharedSecret);
    const turns = pattern.messages.length;
    messages.slice(0, turns).forEach(([payload, sealed], turn) => {
      expect(bytesToHex(ends[turn % 2].write(hexToBytes(payload)))).toBe(sealed);
      expect(bytesToHex(ends[(turn + 1) % 2].read(hexToBytes(sealed))!)).toBe(payload);
    });
    const sessions = ends.map((end) => end.finish());
    for (const session of sessions) expect(bytesToHex(session.hash)).toBe(hash);
    messages.slice(turns).forEach(([payload, sealed], at) => {
      const from = (turns + at) % 2;
      expect(bytesToHex(sessions[from].sending.seal(hexToBytes(payload)))).toBe(sealed);
      expect(bytesToHex(sessions[1 - from].receiving.open(hexToBytes(sealed))!)).toBe(payload);
    });
  });

  it('XXpsk0 shows each end the key of the other, and opens for one secret alone', () => {
    const [a, b] = pair(NOISE_XX_PSK0, PSK);
    b.read(a.write());
    a.read(b.write());
    b.read(a.write());
    expect(a.remoteKey).toEqual(x25519.getPublicKey(RESPONDER.secretKey));
    expect(b.remoteKey).toEqual(x25519.getPublicKey(INITIATOR.secretKey));
    const [sent, heard] = [a.finish(), b.finish()];
    expect(heard.receiving.open(sent.sending.seal(PROLOGUE))).toEqual(PROLOGUE);

    const [c, d] = pair(NOISE_XX_PSK0, PSK, new Uint8Array(32));
    expect(d.read(c.write())).toBeNull();
  });

  it('refuses what was flipped, cut, said before or said in another order', () => {
    const [a, b] = pair(NOISE_IK);
    b.read(a.write());
    a.read(b.write());
    const { sending } = a.finish();
    const { receiving } = b.finish();
    const [first, second] = [sending.seal(PROLOGUE), sending.seal(PROLOGUE)];
    expect(receiving.open(first)).toEqual(PROLOGUE);
    expect(receiving.open(first)).toBeNull();
    expect(receiving.open(second)).toBeNull();
  });
});
