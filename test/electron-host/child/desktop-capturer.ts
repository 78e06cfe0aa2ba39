import type { DesktopCapturer, DesktopCapturerSource, SourcesOptions } from 'electron';
import type { CapturedScreen } from '../host-calls';
import { offer } from './link';

let screens: readonly CapturedScreen[] = [];

export const desktopCapturer = {
  getSources({ types, thumbnailSize }: SourcesOptions): Promise<DesktopCapturerSource[]> {
    const isAsked = ({ id }: CapturedScreen): boolean => types.some((type) => id.startsWith(type));
    const { width = 150, height = 150 } = thumbnailSize ?? {};
    const found = screens.filter(isAsked).map((screen) => {
      // A size of nothing asks for none.
      if (width === 0 || height === 0) {
        const none = { ...screen, widthPx: 0, heightPx: 0, rgba: new Uint8Array() };
        return { id: screen.id, name: screen.name, display_id: '', thumbnail: thumbnailOf(none) };
      }
      const isTooLarge = screen.widthPx > width || screen.heightPx > height;
      if (isTooLarge) throw new Error('The stand-in for Electron does not scale thumbnails.');
      return { id: screen.id, name: screen.name, display_id: '', thumbnail: thumbnailOf(screen) };
    });
    return Promise.resolve(found as unknown as DesktopCapturerSource[]);
  },
} satisfies Pick<DesktopCapturer, 'getSources'>;

type Thumbnail = Pick<DesktopCapturerSource['thumbnail'], 'isEmpty' | 'getSize' | 'toBitmap'>;

function thumbnailOf({ widthPx, heightPx, rgba }: CapturedScreen): Thumbnail {
  return {
    isEmpty: () => rgba.length === 0,
    getSize: () => ({ width: widthPx, height: heightPx }),
    toBitmap: () => {
      // B G R A, as on every desktop.
      const bitmap = Buffer.from(rgba);
      for (let at = 0; at < bitmap.length; at += 4) bitmap.subarray(at, at + 3).reverse();
      return bitmap;
    },
  };
}

offer({
  setScreens: (there) => {
    screens = there;
  },
});
