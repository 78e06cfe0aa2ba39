import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { verifyEd25519 } from '../../../../src/server/identity/verify-ed25519';

const { Point } = ed25519;
const FIELD = Point.CURVE().p;
const GROUP_ORDER = Point.Fn.ORDER;
/** How many points there are for each of the group that keys are of. */
const COFACTOR = 8n;
const SIGN_BIT = 1n << 255n;
const MESSAGE = Buffer.from('webcrt');

function leastFirst(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}

function ofLeastFirst(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

/** A point of order 8: what is left of any point when its part in the group of keys is gone. */
function torsionPoint(): InstanceType<typeof Point> {
  for (let y = 2n; ; y += 1n) {
    let point;
    try {
      point = Point.fromBytes(leastFirst(y));
    } catch {
      continue;
    }
    const left = point.multiplyUnsafe(GROUP_ORDER - 1n).add(point);
    if (!left.multiplyUnsafe(COFACTOR / 2n).is0()) return left;
  }
}

/** Each y of a point of a small group, below the field's prime. */
const SMALL_ORDER_YS = [
  ...new Set(
    Array.from({ length: Number(COFACTOR) }, (_, factor) =>
      factor === 0 ? 1n : torsionPoint().multiplyUnsafe(BigInt(factor)).toAffine().y,
    ),
  ),
];
/** Every y that is not reduced by the field's prime, and fits. */
const UNREDUCED_YS = Array.from({ length: 19 }, (_, rest) => FIELD + BigInt(rest));

function bothSigns(y: bigint): string[] {
  return [y, y | SIGN_BIT].map((value) => leastFirst(value).toString('hex'));
}

function isTakenByTheSystem(key: string, signature: string): boolean {
  const x = Buffer.from(key, 'hex').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, MESSAGE, publicKey, Buffer.from(signature, 'hex'));
}

/**
 * A signature of a small group's key, which nobody needs a private half for: whenever what is
 * hashed is a multiple of eight the key itself falls out of what is checked.
 */
function forge(key: string): string {
  for (let s = 1n; ; s += 1n) {
    const r = Point.BASE.multiply(s).toBytes();
    const hashed = createHash('sha512').update(r).update(key, 'hex').update(MESSAGE).digest();
    if ((ofLeastFirst(hashed) % GROUP_ORDER) % COFACTOR !== 0n) continue;
    return Buffer.concat([r, leastFirst(s)]).toString('hex');
  }
}

describe('a signature by a key', () => {
  it('is one by that key, of that text', () => {
    for (let round = 0; round < 50; round += 1) {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const { x = '' } = publicKey.export({ format: 'jwk' });
      const key = Buffer.from(x, 'base64url').toString('hex');
      const signature = sign(null, MESSAGE, privateKey).toString('hex');
      expect(verifyEd25519(key, MESSAGE, signature)).toBe(true);
      expect(verifyEd25519(key, Buffer.from('webcrT'), signature)).toBe(false);
      const other = signature.startsWith('0') ? '1' : '0';
      expect(verifyEd25519(key, MESSAGE, other + signature.slice(1))).toBe(false);
    }
  });

  it('is none with a longer number than there is need for', () => {
    const key = Buffer.from(ed25519.getPublicKey(Buffer.alloc(32, 7))).toString('hex');
    const signature = Buffer.from(ed25519.sign(MESSAGE, Buffer.alloc(32, 7)));
    const s = ofLeastFirst(signature.subarray(32)) + GROUP_ORDER;
    const longer = Buffer.concat([signature.subarray(0, 32), leastFirst(s)]).toString('hex');
    expect(verifyEd25519(key, MESSAGE, signature.toString('hex'))).toBe(true);
    expect(verifyEd25519(key, MESSAGE, longer)).toBe(false);
  });

  it('is none by what is no point of the curve', () => {
    expect(verifyEd25519(leastFirst(2n).toString('hex'), MESSAGE, '00'.repeat(64))).toBe(false);
  });
});

describe('a key under which anything passes', () => {
  const keys = [...SMALL_ORDER_YS, ...UNREDUCED_YS].flatMap(bothSigns);

  it('is one of 48 texts', () => {
    expect(SMALL_ORDER_YS).toHaveLength(5);
    expect(new Set(keys).size).toBe(48);
  });

  it('would pass with the system', () => {
    const passing = keys.filter((key) => isTakenByTheSystem(key, forge(key)));
    // Each point of the eight, those of them that are written otherwise, and no others.
    const small = [...SMALL_ORDER_YS, FIELD, FIELD + 1n].flatMap(bothSigns);
    expect(passing.sort()).toEqual(small.sort());
  });

  it('has signed nothing', () => {
    expect(keys.filter((key) => verifyEd25519(key, MESSAGE, forge(key)))).toEqual([]);
  });
});
