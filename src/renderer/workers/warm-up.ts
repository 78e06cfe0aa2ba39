import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { loadEngineModule } from './engine-module';
import type { SizedFrame } from './frame-copier';
import { FramePainter } from './frame-painter';
import { loadPictureFont } from './measure-glyphs';
import type { PictureWarmUp } from './picture-messages';

/** By then the engine's loops have been compiled. */
const FRAMES = 3;
const WIDTH_PX = 64;
const HEIGHT_PX = 48;

/**
 * Does for a picture that is to come what takes its time, once: loads font and engine, measures the
 * glyphs, and draws some frames that nobody sees.
 *
 * @param isSpare Whether the picture has not come meanwhile: then it is what is to be drawn.
 */
export async function warmUp(
  { font, painter: wish, settings, geometry }: PictureWarmUp,
  isSpare: () => boolean,
): Promise<void> {
  // What cannot be had is told once there is a picture that lacks it.
  await Promise.allSettled([loadPictureFont(font), loadEngineModule()]);
  if (!isSpare()) return;
  const canvas = new OffscreenCanvas(1, 1);
  const painter = new FramePainter(canvas, font.family, wish, () => undefined);
  for (let frame = 0; frame < FRAMES; frame++) painter.paint(testFrame(frame), settings, geometry);
  painter.dispose();
}

/** Has light and dark next to each other everywhere, each time elsewhere: no cell is left out. */
function testFrame(shift: number): SizedFrame {
  const y = new Uint8Array(WIDTH_PX * HEIGHT_PX);
  y.forEach((_, at) => (y[at] = (at * 89 + shift * 101) & 255));
  const chroma = new Uint8Array(y.length / 4).fill(128);
  const pixels: I420Frame = {
    format: 'i420',
    width: WIDTH_PX,
    height: HEIGHT_PX,
    y,
    u: chroma,
    v: chroma,
    yStride: WIDTH_PX,
    uStride: WIDTH_PX / 2,
    vStride: WIDTH_PX / 2,
    colour: { matrix: 'bt601', isFullRange: false },
  };
  return { pixels, displayWidth: WIDTH_PX, displayHeight: HEIGHT_PX };
}
