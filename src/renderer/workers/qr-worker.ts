import jsQR from 'jsqr';
import type { QrRequest, QrResponse } from './qr-messages';

// The worker that reads QR codes: a picture in, what it says out. Looking takes tens of
// milliseconds, which the page does not have.

const canvas = new OffscreenCanvas(1, 1);

function read(picture: ImageBitmap): string | null {
  const { width, height } = picture;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  picture.close();
  const pixels = context?.getImageData(0, 0, width, height);
  // Codes are shown dark on light, so that one look is enough.
  const found = pixels && jsQR(pixels.data, width, height, { inversionAttempts: 'dontInvert' });
  return found?.data ?? null;
}

self.addEventListener('message', ({ data }: MessageEvent<QrRequest>) => {
  const response: QrResponse = { text: read(data.picture) };
  self.postMessage(response);
});
