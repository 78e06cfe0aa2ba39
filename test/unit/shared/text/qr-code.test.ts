import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { qrRows } from '../../../../src/shared/text/qr-code';

const MODULE_PX = 4;
const LIGHT = 255;

/** Reads the code as a camera does that sees it from the front. */
function read(rows: readonly string[]): string | undefined {
  const [width, height] = [rows[0].length, rows.length * 2];
  const isDark = (x: number, y: number): boolean =>
    '█'.includes(rows[y >> 1][x]) || (y % 2 === 0 ? '▀' : '▄').includes(rows[y >> 1][x]);
  const [widthPx, heightPx] = [width * MODULE_PX, height * MODULE_PX];
  const pixels = new Uint8ClampedArray(widthPx * heightPx * 4).fill(LIGHT);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      if (!isDark(Math.floor(x / MODULE_PX), Math.floor(y / MODULE_PX))) continue;
      pixels.fill(0, (y * widthPx + x) * 4, (y * widthPx + x) * 4 + 3);
    }
  }
  return jsQR(pixels, widthPx, heightPx)?.data;
}

describe('a QR code in half blocks', () => {
  it.each([
    ['K7Q2-M0XT-4PZ9'],
    ['https://calls.example.org/#link=K7Q2-M0XT-4PZ9'],
    ['https://calls.example.org:8443/webcrt/#link=K7Q2-M0XT-4PZ9'],
    ['wärme ☎'],
  ])('says %s to whoever reads it', (text) => {
    expect(read(qrRows(text))).toBe(text);
  });

  it('fits a terminal of 80 by 24 for an address of usual length', () => {
    const rows = qrRows('https://calls.example.org/#link=K7Q2-M0XT-4PZ9');
    expect(rows.length).toBeLessThanOrEqual(22);
    for (const row of rows) expect(row).toHaveLength(rows[0].length);
    expect(rows[0].length).toBeLessThanOrEqual(80);
  });

  it('has four light modules on every side', () => {
    const rows = qrRows('K7Q2-M0XT-4PZ9');
    for (const row of [...rows.slice(0, 2), rows.at(-1)!]) expect(row.trim()).toBe('');
    for (const row of rows) expect([row.slice(0, 4), row.slice(-4)]).toEqual(['    ', '    ']);
  });

  it('says so when a text is too long for any', () => {
    expect(() => qrRows('x'.repeat(3_000))).toThrow();
  });
});
