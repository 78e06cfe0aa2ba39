import { sha256 } from '@noble/hashes/sha2.js';
import { encode } from 'uqr';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../../../src/shared/pigeon/base45';
import { fromBase64url, toBase64url } from '../../../../src/shared/pigeon/base64url';
import { readLetterText } from '../../../../src/shared/pigeon/letter-text';
import { PIGEON_LIFE_MS } from '../../../../src/shared/pigeon/pigeon-letter';
import { letterKind, readAnswer, readOffer } from '../../../../src/shared/pigeon/read-letter';
import type { WrittenLetter } from '../../../../src/shared/pigeon/write-letter';
import { fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';
import { ANN, answerTo, BOB, DESCRIPTION, EVE, NOW_MS, offerOf } from './pigeon-fixture';

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The version and the kind, which are each bit's own. */
const HEAD_BITS = 16;
/** Prime to the bits of a byte, so that each of them has its turn. */
const BIT_STEP = 7;

let offer: WrittenLetter;
let answer: WrittenLetter;

beforeAll(async () => {
  offer = await offerOf();
  answer = await answerTo(offer);
});

function readAsBob(text: string, nowMs = NOW_MS) {
  return readOffer(text, { localKey: BOB.publicKey, nowMs });
}

function readAsAnn(text: string, nowMs = NOW_MS) {
  return readAnswer(text, { offer, nowMs });
}

/** Changes the bytes of a letter, and makes the checksum right again, as an attacker would. */
function rewritten(text: string, change: (letter: number[]) => void): string {
  const bytes = fromBase64url(text.slice('pigeon:'.length)) ?? new Uint8Array();
  const letter = [...bytes.subarray(2, -4)];
  change(letter);
  const whole = Uint8Array.from(letter);
  const framed = [letter.length >> 8, letter.length & 255, ...letter];
  return `pigeon:${toBase64url(Uint8Array.from([...framed, ...sha256(whole).subarray(0, 4)]))}`;
}

describe('a letter by pigeon', () => {
  it('says as text and as a code all that its sender said', () => {
    for (const form of [offer.text, offer.code]) {
      const read = readAsBob(form);
      expect(read).toEqual({ ok: true, value: { letter: offer.letter, answered: offer.answered } });
    }
    for (const form of [answer.text, answer.code]) {
      expect(readAsAnn(form)).toEqual({ ok: true, value: answer.letter });
    }
    expect(offer.letter.description).toEqual(DESCRIPTION);
    expect([letterKind(offer.text), letterKind(answer.code)]).toEqual([
      { ok: true, value: 'offer' },
      { ok: true, value: 'answer' },
    ]);
  });

  it('is short: well under 1.5 kB, and a QR code that a hand can hold a camera at', async () => {
    expect(offer.text.length).toBeLessThan(600);
    expect(encode(offer.code, { ecc: 'L' }).version).toBeLessThanOrEqual(15);
    // The most that there can be: the longest name, Firefox's password, all addresses IPv6.
    const candidates = Array.from({ length: 10 }, (_, at) => ({
      type: 'host' as const,
      address: `2001:db8:1111:2222:3333:4444:5555:${(at + 1).toString(16)}`,
      port: 50_000 + at,
    }));
    const description = { ...DESCRIPTION, ufrag: 'a'.repeat(8), pwd: 'b'.repeat(32), candidates };
    const longest = await offerOf(ANN, { name: '漢'.repeat(32), description });
    expect(longest.text.length).toBeLessThan(1_500);
    expect(encode(longest.code, { ecc: 'L' }).version).toBeLessThanOrEqual(25);
    expect(readAsBob(longest.text).ok).toBe(true);
  });

  it('survives what mails and chats do to it', () => {
    const wrapped = offer.text.replace(/(.{60})/g, '$1\r\n> ');
    expect(readAsBob(`  «${wrapped}»  `.replace(/[«»]/g, '"')).ok).toBe(true);
  });

  it('is no letter to whoever reads something else', () => {
    for (const text of [
      '',
      'pigeon',
      'https://webcrt.example/',
      offer.text.slice(7),
      '🐦'.repeat(9),
    ]) {
      expect(readLetterText(text)).toEqual({ ok: false, error: 'no-letter' });
    }
    expect(readLetterText(`pigeon:${'A'.repeat(2_000)}`)).toEqual({
      ok: false,
      error: 'no-letter',
    });
  });

  it('tells which of the two is wanted', () => {
    expect(readAsBob(answer.text)).toEqual({ ok: false, error: 'offer-wanted' });
    expect(readAsAnn(offer.text)).toEqual({ ok: false, error: 'answer-wanted' });
  });

  it('of a later version says so', () => {
    const later = rewritten(offer.text, (letter) => (letter[0] = 0x21));
    expect(readAsBob(later)).toEqual({ ok: false, error: 'newer' });
  });

  it('cut anywhere is known to be cut', () => {
    for (let length = 'pigeon:'.length; length < offer.text.length; length += 1) {
      const cut = offer.text.slice(0, length);
      expect([length, readAsBob(cut)]).toEqual([length, { ok: false, error: 'cut' }]);
    }
  });

  it('with one wrong character is known to be mistyped', () => {
    const random = randomOf(1);
    for (let run = 0; run < 500; run += 1) {
      // Behind the prefix and the length, without which nothing is known of the rest.
      const at = 10 + random(offer.text.length - 10);
      const wrong = offer.text.charAt(at) === 'x' ? 'y' : 'x';
      const text = offer.text.slice(0, at) + wrong + offer.text.slice(at + 1);
      expect(readAsBob(text)).toEqual({ ok: false, error: 'mistyped' });
    }
  });
});

describe('whoever carries letters', () => {
  it('cannot change a bit, also with the checksum made right', () => {
    const bits = (fromBase64url(offer.text.slice(7)) ?? new Uint8Array()).length - 6;
    for (const [written, read] of [
      [offer, readAsBob],
      [answer, readAsAnn],
    ] as const) {
      for (let bit = 0; bit < bits * 8; bit += bit < HEAD_BITS ? 1 : BIT_STEP) {
        const text = rewritten(written.text, (letter) => {
          letter[bit >> 3] = (letter[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        });
        if (text !== written.text) expect([bit, read(text).ok]).toEqual([bit, false]);
      }
    }
  });

  it('cannot put another key in, or sign for somebody else', async () => {
    const [annKey, eveKey] = [ANN.publicKey, EVE.publicKey];
    const foreign = rewritten(offer.text, (letter) => {
      const at = 21;
      letter.splice(at, 32, ...Uint8Array.from(Buffer.from(eveKey, 'hex')));
    });
    expect(readAsBob(foreign)).toEqual({ ok: false, error: 'forged' });
    const inHerName = await offerOf(
      { ...EVE, publicKey: annKey, sign: (statement) => EVE.sign(statement) },
      { from: annKey },
    );
    expect(readAsBob(inHerName.text)).toEqual({ ok: false, error: 'forged' });
  });

  it('cannot have an answer stand for another offer', async () => {
    const other = await offerOf(ANN, { id: 'ffeeddccbbaa99887766554433221100' });
    const toOther = await answerTo(other);
    expect(readAsAnn(toOther.text)).toEqual({ ok: false, error: 'other-offer' });
    // The same id, and another certificate: the digest differs.
    const sameId = await offerOf(ANN, { description: { ...DESCRIPTION, ufrag: 'abcd' } });
    const toSameId = await answerTo(sameId);
    expect(readAsAnn(toSameId.text)).toEqual({ ok: false, error: 'forged' });
    // The offer of somebody else.
    const evesOffer = await offerOf(EVE);
    expect(readAsAnn((await answerTo(evesOffer)).text)).toEqual({ ok: false, error: 'forged' });
  });

  it('cannot give an offer back as if it were answered', async () => {
    expect(readOffer(offer.text, { localKey: ANN.publicKey, nowMs: NOW_MS })).toEqual({
      ok: false,
      error: 'own',
    });
    const byHerself = await answerTo(offer, ANN, { name: 'ann' });
    expect(readAsAnn(byHerself.text)).toEqual({ ok: false, error: 'own' });
  });

  it('cannot keep one for later', async () => {
    expect(readAsBob(offer.text, NOW_MS + PIGEON_LIFE_MS - 1).ok).toBe(true);
    expect(readAsBob(offer.text, NOW_MS + PIGEON_LIFE_MS)).toEqual({ ok: false, error: 'expired' });
    expect(readAsAnn(answer.text, NOW_MS + PIGEON_LIFE_MS)).toEqual({
      ok: false,
      error: 'expired',
    });
    const longer = await answerTo(offer, BOB, { untilMs: NOW_MS + 9 * PIGEON_LIFE_MS });
    expect(readAsAnn(longer.text, NOW_MS + PIGEON_LIFE_MS).ok).toBe(false);
  });

  it('gets nothing accepted by 10,000 changes of chance, and nothing crashed', () => {
    const { numRuns, seed } = fuzzRun('letters by pigeon', 100_000);
    const heap = new HeapBar('letters by pigeon', numRuns);
    const random = randomOf(seed);
    const letters = [offer.text, offer.code, answer.text, answer.code];
    let accepted = 0;
    for (let run = 0; run < numRuns; run += 1) {
      heap.add();
      const original = letters[random(letters.length)] ?? '';
      const text = mutate(original, random);
      if (text.replace(/\s/g, '') === original.replace(/\s/g, '')) continue;
      const outcomes = [readAsBob(text), readAsAnn(text), letterKind(text)];
      // What was changed back, or only around the letter, is the letter.
      const isSame = letters.some((each) => sameBytes(each, text));
      if (!isSame && outcomes.slice(0, 2).some(({ ok }) => ok)) accepted += 1;
    }
    expect(accepted).toBe(0);
    heap.check();
  });
});

function sameBytes(one: string, other: string): boolean {
  const [first, second] = [readLetterText(one), readLetterText(other)];
  return first.ok && second.ok && Buffer.from(first.value).equals(Buffer.from(second.value));
}

/** An integer below `limit`. */
type Random = (limit: number) => number;

/** One of: characters changed, dropped, doubled or moved; bytes changed behind a right checksum. */
function mutate(text: string, random: Random): string {
  const at = random(text.length);
  const length = 1 + random(12);
  switch (random(6)) {
    case 0:
      return text.slice(0, at) + String.fromCodePoint(32 + random(94)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at + length) + text.slice(at);
    case 3:
      return text.slice(at) + text.slice(0, at);
    case 4:
      return text.slice(0, at) + String.fromCodePoint(random(0x1_0000)) + text.slice(at);
    default:
      if (!text.startsWith('pigeon:')) return text.slice(0, at);
      return rewritten(text, (letter) => {
        for (let change = 0; change < length; change += 1) {
          letter[random(letter.length)] = random(256);
        }
        if (random(3) === 0) letter.splice(random(letter.length), length);
      });
  }
}

describe('bytes as text', () => {
  it('are those of RFC 9285 and RFC 4648', () => {
    const utf8 = (text: string) => new TextEncoder().encode(text);
    expect(toBase45(utf8('AB'))).toBe('BB8');
    expect(toBase45(utf8('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(utf8('base-45'))).toBe('UJCLQE7W581');
    expect(fromBase45('QED8WEX0')).toEqual(utf8('ietf!'));
    expect([fromBase45('GGW'), fromBase45('::'), fromBase45('A'), fromBase45('aaa')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(toBase64url(Uint8Array.of(251, 255, 191))).toBe('-_-_');
    expect(toBase64url(utf8('fooba'))).toBe('Zm9vYmE');
    expect(fromBase64url('Zm9vYmE')).toEqual(utf8('fooba'));
    // Bits left over: another text for the same bytes.
    expect(fromBase64url('Zm9vYmF')).toBeNull();
  });

  it('come back, however many they are', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 255);
      expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }
  });
});
