import { generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../../../src/shared/identity/canonical-bytes';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import {
  roomTalk,
  type Statement,
  type StatementOf,
  statementBytes,
} from '../../../../src/shared/identity/statement';
import {
  rehearseVerifying,
  verifyStatement,
} from '../../../../src/shared/identity/verify-statement';

const ANN = seedSigner(new Uint8Array(32).fill(1));
const BOB = seedSigner(new Uint8Array(32).fill(2));

const OFFER: StatementOf<'signal'> = {
  kind: 'signal',
  talk: 'call-0001',
  from: ANN.publicKey,
  to: BOB.publicKey,
  seq: 7,
  signal: { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0\r\n' },
};

/** Every field of a statement, and of its signal, with another value. */
function alterations(statement: StatementOf<'signal'>): Statement[] {
  const { signal } = statement;
  if (signal.kind !== 'description') return [];
  return [
    { ...statement, talk: 'call-0002' },
    { ...statement, from: BOB.publicKey },
    { ...statement, to: ANN.publicKey },
    { ...statement, to: '' },
    { ...statement, seq: 8 },
    { ...statement, signal: { ...signal, generation: 1 } },
    { ...statement, signal: { ...signal, type: 'answer' } },
    { ...statement, signal: { ...signal, sdp: 'v=0\r\ns=-\r\n' } },
    { ...statement, signal: { kind: 'renegotiate', generation: 0 } },
  ];
}

describe('canonical bytes', () => {
  it('differ for any two lists of fields', () => {
    const fields = fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 5 });
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const isSame = one.map(String).join('\n') === other.map(String).join('\n');
        fc.pre(!isSame || one.length !== other.length);
        expect(canonicalBytes('a', one)).not.toEqual(canonicalBytes('a', other));
      }),
    );
    expect(canonicalBytes('a', ['bc'])).not.toEqual(canonicalBytes('ab', ['c']));
  });
});

describe('a statement', () => {
  it('can be verified before there is one, all the way', () => {
    expect(rehearseVerifying()).toBe(true);
  });

  it('is vouched for by the key that signed it, and by no other', async () => {
    const proof = await ANN.sign(OFFER);
    expect(verifyStatement(ANN.publicKey, OFFER, proof)).toBe(true);
    expect(verifyStatement(BOB.publicKey, OFFER, proof)).toBe(false);
  });

  it('is another one with any field altered', async () => {
    const proof = await ANN.sign(OFFER);
    for (const altered of alterations(OFFER)) {
      expect([altered, verifyStatement(ANN.publicKey, altered, proof)]).toEqual([altered, false]);
    }
  });

  it('is not vouched for by a signature with any bit turned', async () => {
    const proof = await ANN.sign(OFFER);
    for (let digit = 0; digit < proof.length; digit += 1) {
      const turned = (parseInt(proof.charAt(digit), 16) ^ 1).toString(16);
      const forged = proof.slice(0, digit) + turned + proof.slice(digit + 1);
      expect(verifyStatement(ANN.publicKey, OFFER, forged)).toBe(false);
    }
  });

  it.each(['', 'zz', '0'.repeat(128), 'f'.repeat(128), '0'.repeat(126)])(
    'takes %j for no signature',
    (junk) => {
      expect(verifyStatement(ANN.publicKey, OFFER, junk)).toBe(false);
    },
  );

  it('takes no key of a small group, under which anything would pass', () => {
    const identity = `01${'00'.repeat(31)}`;
    const signature = `01${'00'.repeat(63)}`;
    expect(verifyStatement(identity, { ...OFFER, from: identity }, signature)).toBe(false);
  });

  it('is what Ed25519 of another make signs', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
    const statement: Statement = { ...OFFER, from: key };
    const proof = nodeSign(null, statementBytes(statement), privateKey).toString('hex');
    expect(verifyStatement(key, statement, proof)).toBe(true);
  });

  it('for one thing says nothing about another', () => {
    const entries = { name: 'ann', by: ANN.publicKey, device: BOB.publicKey, atMs: 1 };
    expect(statementBytes({ kind: 'device-linked', ...entries })).not.toEqual(
      statementBytes({ kind: 'device-removed', ...entries }),
    );
  });

  it('tells no candidate section from one called 0', () => {
    const bytes = [null, '0', ''].map((sdpMid) =>
      statementBytes({
        ...OFFER,
        signal: { kind: 'candidate', generation: 0, candidate: '', sdpMid, sdpMLineIndex: null },
      }).join(' '),
    );
    expect(new Set(bytes).size).toBe(3);
  });
});

describe('the talk of two members', () => {
  it('differs by direction, and takes ids alone', () => {
    expect(roomTalk('member-01', 'member-02')).not.toBe(roomTalk('member-02', 'member-01'));
    expect(() => roomTalk('member-01>member-02', 'x')).toThrow();
  });
});

describe('the tag of a key', () => {
  it('is the beginning of its SHA-256', () => {
    // printf '00…00' | xxd -r -p | sha256sum
    expect(keyTag('00'.repeat(32))).toBe('6668');
  });
});
