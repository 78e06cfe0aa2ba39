import { decode } from 'jpeg-js';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

/** What a camera reads that sees the whole window; `null`: nothing. */
export async function readQrCode(page: Page): Promise<string | null> {
  const picture = await page.screenshot({ type: 'jpeg', quality: 90 });
  const { data, width, height } = decode(picture, { formatAsRGBA: true });
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
