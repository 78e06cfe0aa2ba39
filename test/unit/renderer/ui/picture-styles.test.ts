import { describe, expect, it } from 'vitest';
import { PictureStyles, type LookFacts } from '../../../../src/renderer/ui/picture-styles';
import { type Costume, knownCostume, parseCostume } from '../../../../src/shared/ascii/costume';
import { PLAIN_LOOK } from '../../../../src/shared/ascii/picture-look';

const GREEN_QUAD: Costume = { style: 'quad', palette: 'green', ownColours: [] };

function bookFor(facts: Partial<LookFacts> = {}): { book: PictureStyles; changes: () => number } {
  const general = { ...PLAIN_LOOK, style: 'duotone' as const };
  const book = new PictureStyles({ general, isCostumed: true, ownCostume: null, ...facts });
  let changes = 0;
  book.onChange(() => changes++);
  return { book, changes: () => changes };
}

describe('the look of somebody', () => {
  it('is what the viewer chose for them, else their costume, else the look of all', () => {
    const { book, changes } = bookFor();
    expect(book.lookOf('ann')).toMatchObject({ style: 'duotone', palette: 'truecolour' });
    expect(book.wear('ann', GREEN_QUAD)).toBe(true);
    expect(book.lookOf('ann')).toMatchObject({ style: 'quad', palette: 'green' });
    book.choose('Ann', 'mono');
    expect(book.lookOf('ann')).toMatchObject({ style: 'mono', palette: 'truecolour' });
    expect(book.costumeShown('ann')).toBeNull();
    book.choose('ann', null);
    expect(book.costumeShown('ann')).toBe('quad in green');
    expect(book.lookOf('bob').style).toBe('duotone');
    expect(changes()).toBe(3);
  });

  it('is without the costume that they took off, and still what the viewer chose for them', () => {
    const { book } = bookFor();
    book.wear('ann', GREEN_QUAD);
    book.choose('bob', 'half');
    book.wear('ann', null);
    expect(book.lookOf('ann').style).toBe('duotone');
    expect(book.lookOf('bob').style).toBe('half');
  });

  it('is without their costume while the viewer wants none', () => {
    const { book, changes } = bookFor({ isCostumed: false });
    expect(book.wear('ann', GREEN_QUAD)).toBe(false);
    expect(book.lookOf('ann').style).toBe('duotone');
    expect(changes()).toBe(0);
    book.setFacts({
      general: { ...PLAIN_LOOK, style: 'half' },
      isCostumed: true,
      ownCostume: null,
    });
    expect(book.lookOf('ann').style).toBe('quad');
  });

  it('is the local costume for the local picture, also while the viewer wants none of others', () => {
    const { book } = bookFor({ ownCostume: GREEN_QUAD, isCostumed: false });
    expect(book.lookOf('you', 'me')).toMatchObject({ style: 'quad', palette: 'green' });
    expect(book.lookOf('you').style).toBe('duotone');
  });

  it('is without their costume on a screen that they share', () => {
    const { book } = bookFor();
    book.wear('ann', GREEN_QUAD);
    expect(book.lookOf('ann', 'screen').style).toBe('duotone');
    book.choose('ann', 'half');
    expect(book.lookOf('ann', 'screen').style).toBe('half');
  });

  it('keeps the viewer’s knobs, ramp and dithering under a costume', () => {
    const general = { ...PLAIN_LOOK, style: 'half' as const, ramp: ' x', isDithered: true };
    const { book } = bookFor({ general });
    book.wear('ann', GREEN_QUAD);
    expect(book.lookOf('ann')).toEqual({ ...general, ...GREEN_QUAD });
  });
});

describe('a costume', () => {
  it.each([
    ['half', { style: 'half', palette: 'truecolour', ownColours: [] }],
    ['braille  amber', { style: 'braille', palette: 'amber', ownColours: [] }],
    ['mono own', { style: 'mono', palette: 'own', ownColours: [1, 2] }],
    ['sparkles', null],
    ['half mauve', null],
    ['half amber green', null],
    ['', null],
  ])('is typed as %j', (text, costume) => {
    expect(parseCostume(text, [1, 2])).toEqual(costume);
  });

  it('of a newer program is used as far as it is known', () => {
    expect(knownCostume('hologram', 'green', [])).toBeNull();
    expect(knownCostume(null, 'green', [])).toBeNull();
    expect(knownCostume('half', 'infrared', [])?.palette).toBe('truecolour');
    expect(knownCostume('half', 'own', [1])?.palette).toBe('truecolour');
    expect(knownCostume('half', 'own', [1, 2])?.ownColours).toEqual([1, 2]);
  });
});
