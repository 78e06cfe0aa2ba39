import fc from 'fast-check';
import { decode, fromRGBA8888 } from 'sixel';
import { describe, expect, it } from 'vitest';
import { encodeSixel } from '../../../../src/tty/graphics/encode-sixel';

const PALETTE = [0, 0.2, 0.4, 0.6, 0.8, 1].map((red) => ({ red, green: 1 - red, blue: 0.4 }));

/** What another's decoder makes of it, as places in the palette. */
function decoded(sixel: string): { width: number; height: number; indices: number[] } {
  const { width, height, data32 } = decode(sixel.slice(sixel.indexOf('q') + 1, -2));
  const indices = Array.from(data32.subarray(0, width * height), (colour) =>
    Math.round((fromRGBA8888(colour)[0] / 255) * (PALETTE.length - 1)),
  );
  return { width, height, indices };
}

describe('sixel', () => {
  it('is read by others as it was meant, whatever the image', () => {
    const sides = fc.record({
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 20 }),
    });
    const image = sides.chain(({ width, height }) =>
      fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        indices: fc.uint8Array({ ...lengthOf(width * height), max: PALETTE.length - 1 }),
      }),
    );
    fc.assert(
      fc.property(image, ({ width, height, indices }) => {
        const sixel = encodeSixel({ width, height, indices }, PALETTE);
        expect(decoded(sixel)).toEqual({ width, height, indices: [...indices] });
      }),
    );
  });

  it('says what is repeated once', () => {
    const indices = new Uint8Array(6_000).fill(5);
    const sixel = encodeSixel({ width: 1_000, height: 6, indices }, PALETTE);
    expect(sixel).toBe('\u001bP0;1;q"1;1;1000;6#5;2;100;0;40#5!1000~-\u001b\\');
  });
});

function lengthOf(count: number): { minLength: number; maxLength: number } {
  return { minLength: count, maxLength: count };
}
