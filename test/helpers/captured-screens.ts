import type { Page } from 'playwright-core';
import type { CapturedScreen } from '../electron-host/host-calls';

/** As large as a thumbnail that the app asks for. */
const SIZE = { width: 192, height: 120 };

/** What a system would show of `page`, as a screen or a window of that name. */
export async function capturedPage(page: Page, id: string, name: string): Promise<CapturedScreen> {
  const png = (await page.screenshot({ type: 'png' })).toString('base64');
  const base64 = await page.evaluate(
    async ({ source, width, height }) => {
      const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      let text = '';
      for (const level of context.getImageData(0, 0, width, height).data) {
        text += String.fromCharCode(level);
      }
      return btoa(text);
    },
    { source: png, ...SIZE },
  );
  const rgba = new Uint8Array(Buffer.from(base64, 'base64'));
  return { id, name, widthPx: SIZE.width, heightPx: SIZE.height, rgba };
}
