import type { BrowserContext, Page } from 'playwright-core';
import type { LumaFrame } from './fake-camera';

/** The title by which a browser that is told to chooses this page to be shared. */
export const SHARED_TITLE = 'notes of ann';
const SHARED_COLS = 80;
const SHARED_ROWS = 24;
/** Of a letter of the text, in pixels. */
const CELL = { width: 14, height: 28 };
const FONT_SIZE_PX = 22;
const MARGIN_PX = 40;
/** No two of them alike enough to be taken for each other at a glance. */
const LETTERS = 'abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPRSTUVWXYZ23456789+*=#';

/** A page of text, 80 columns wide, in a tab of its own. */
export async function openSharedPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setContent(`<title>${SHARED_TITLE}</title><body></body>`);
  await page.evaluate(
    ({ lines, cell, font, margin }) => {
      document.body.style.cssText = 'margin:0;background:#101418;color:#e4e8e4';
      for (const [row, line] of lines.entries()) {
        for (const [col, letter] of Array.from(line).entries()) {
          const place = document.createElement('span');
          place.textContent = letter;
          place.style.cssText = `position:absolute;left:${margin + col * cell.width}px;top:${
            margin + row * cell.height
          }px;width:${cell.width}px;height:${cell.height}px;font:${font}px/${
            cell.height
          }px 'DejaVu Sans Mono',monospace;text-align:center`;
          document.body.append(place);
        }
      }
    },
    { lines: sharedText(), cell: CELL, font: FONT_SIZE_PX, margin: MARGIN_PX },
  );
  return page;
}

/** What stands on it, row by row. */
export function sharedText(): string[] {
  return Array.from({ length: SHARED_ROWS }, (_, row) =>
    Array.from({ length: SHARED_COLS }, (_, col) =>
      LETTERS.charAt((row * 37 + col * 11 + ((row * col) % 7)) % LETTERS.length),
    ).join(''),
  );
}

/**
 * Reads the text off a picture of the page, `scale` times as large: each letter is taken for the
 * one of the page's own letters, as `page` shows them, that it is most like.
 */
export function readSharedText(frame: LumaFrame, page: LumaFrame): string[] {
  const lines = sharedText();
  const models = new Map<string, Float64Array>();
  for (const [row, line] of lines.entries()) {
    for (const [col, letter] of Array.from(line).entries()) {
      if (!models.has(letter)) models.set(letter, letterAt(page, col, row));
    }
  }
  return lines.map((line, row) =>
    Array.from(line, (_, col) => mostLike(letterAt(frame, col, row), models)).join(''),
  );
}

function letterAt(frame: LumaFrame, col: number, row: number): Float64Array {
  const values = new Float64Array(CELL.width * CELL.height);
  const left = MARGIN_PX + col * CELL.width;
  const top = MARGIN_PX + row * CELL.height;
  for (let y = 0; y < CELL.height; y++) {
    for (let x = 0; x < CELL.width; x++) {
      values[y * CELL.width + x] = frame.luma[(top + y) * frame.widthPx + left + x];
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const size = Math.hypot(...centred) || 1;
  return centred.map((value) => value / size);
}

function mostLike(shape: Float64Array, models: ReadonlyMap<string, Float64Array>): string {
  let found = '';
  let likeness = -Infinity;
  for (const [letter, model] of models) {
    const product = model.reduce((sum, value, at) => sum + value * shape[at], 0);
    if (product > likeness) {
      likeness = product;
      found = letter;
    }
  }
  return found;
}

/** The page as it is on its own screen. */
export async function sharedPageLuma(page: Page): Promise<LumaFrame> {
  return lumaOf(page, await page.screenshot({ type: 'png' }));
}

/** The brightness of an image. `page`: any, which decodes it. */
export async function lumaOf(page: Page, image: Buffer): Promise<LumaFrame> {
  const png = image.toString('base64');
  const { widthPx, heightPx, base64 } = await page.evaluate(async (source) => {
    const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = '';
    for (let at = 0; at < data.length; at += 4) {
      text += String.fromCharCode(
        Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]),
      );
    }
    return { widthPx: bitmap.width, heightPx: bitmap.height, base64: btoa(text) };
  }, png);
  return { widthPx, heightPx, luma: new Uint8Array(Buffer.from(base64, 'base64')) };
}
