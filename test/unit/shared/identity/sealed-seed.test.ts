import { describe, expect, it } from 'vitest';
import { sealSeed, unsealSeed } from '../../../../src/shared/identity/sealed-seed';

const SEED = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
const PASSPHRASE = 'correct horse battery staple';
const COST_LOG2 = 10;
const seal = (passphrase = PASSPHRASE): Promise<string> => sealSeed(SEED, passphrase, COST_LOG2);

/** With the digit at `at` of the sealed bytes another one. */
function altered(text: string, at: number): string {
  const [begin, ...rest] = text.split('\n');
  const digits = rest.slice(0, -2).join('');
  const other = digits[at] === '0' ? '1' : '0';
  return [begin, digits.slice(0, at) + other + digits.slice(at + 1), ...rest.slice(-2)].join('\n');
}

describe('a sealed seed', () => {
  it('is opened by its passphrase', async () => {
    expect(await unsealSeed(await seal(), PASSPHRASE)).toEqual({ ok: true, value: SEED });
  });

  it('is opened by its passphrase from another keyboard', async () => {
    const text = await seal('na\u00efve \u00e9t\u00e9');
    expect(await unsealSeed(text, 'nai\u0308ve e\u0301te\u0301')).toMatchObject({ ok: true });
  });

  it('is another text each time, and holds the seed in no form', async () => {
    const [one, other] = [await seal(), await seal()];
    expect(one).not.toBe(other);
    const seed = Buffer.from(SEED);
    const inner = one.replace(/-----.*-----|\s/g, '');
    expect(inner).not.toContain(seed.toString('hex'));
    expect(Buffer.from(inner, 'hex').includes(seed)).toBe(false);
  });

  it('survives what mail programs and text boxes do to it', async () => {
    const text = await seal();
    for (const mangled of [
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', ' '),
      text.replaceAll('\n', ''),
      `Dear me,\n\n${text}\nBye`,
    ]) {
      expect(await unsealSeed(mangled, PASSPHRASE)).toMatchObject({ ok: true });
    }
  });

  it('is not opened by another passphrase', async () => {
    const outcome = await unsealSeed(await seal(), `${PASSPHRASE} `);
    expect(outcome).toEqual({ ok: false, error: 'wrong-passphrase' });
  });

  it('is not opened when anything of it was changed', async () => {
    const text = await seal();
    // A digit in the version, the cost, the salt, the nonce, the seed, and the seal.
    for (const at of [0, 3, 10, 60, 100, 179]) {
      const outcome = await unsealSeed(altered(text, at), PASSPHRASE);
      expect(outcome.ok, `digit ${at}`).toBe(false);
    }
  });

  it.each([
    ['nothing', ''],
    ['something else', 'hello'],
    ['an end before its beginning', '-----END WEBCRT IDENTITY----------BEGIN WEBCRT IDENTITY-----'],
    ['no bytes', '-----BEGIN WEBCRT IDENTITY-----\n\n-----END WEBCRT IDENTITY-----'],
    ['no digits', '-----BEGIN WEBCRT IDENTITY-----\nzz\n-----END WEBCRT IDENTITY-----'],
    ['too few', '-----BEGIN WEBCRT IDENTITY-----\n010a00\n-----END WEBCRT IDENTITY-----'],
    [
      'far too much',
      `-----BEGIN WEBCRT IDENTITY-----${'0'.repeat(9_000)}-----END WEBCRT IDENTITY-----`,
    ],
  ])('is not %s', async (_what, text) => {
    expect(await unsealSeed(text, PASSPHRASE)).toEqual({ ok: false, error: 'malformed' });
  });

  it('that asks for gigabytes is refused before they are spent', async () => {
    const bytes = new Uint8Array(90);
    bytes.set([1, 30]);
    const text = `-----BEGIN WEBCRT IDENTITY-----${Buffer.from(bytes).toString('hex')}-----END WEBCRT IDENTITY-----`;
    expect(await unsealSeed(text, PASSPHRASE)).toEqual({ ok: false, error: 'malformed' });
  });

  it('of a later version says so', async () => {
    const text = '-----BEGIN WEBCRT IDENTITY-----\n02ff\n-----END WEBCRT IDENTITY-----';
    expect(await unsealSeed(text, PASSPHRASE)).toEqual({ ok: false, error: 'too-new' });
  });
});
