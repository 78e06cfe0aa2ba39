import { createPlaneAverager } from './area-average';
import {
  checkPlane,
  createImage,
  type FrameSampler,
  lumaImageSize,
  type SamplerConfig,
} from './frame-sampler';
import { createRgbNormaliser } from './normalise';
import type { RgbaFrame } from './pixel-frame';

const BYTES_PER_PIXEL = 4;

/** For frames like `model`: one plane of R, G, B and a fourth byte that nobody reads. */
export function createRgbaSampler(model: RgbaFrame, config: SamplerConfig): FrameSampler {
  const { width, height } = model;
  const averager = createPlaneAverager(model, lumaImageSize(config), BYTES_PER_PIXEL);
  const normalise = createRgbNormaliser(config.mirror);
  const red = createImage(lumaImageSize(config));
  const green = createImage(lumaImageSize(config));
  const blue = createImage(lumaImageSize(config));
  const images = { red, green, blue };
  const targets = [red, green, blue];
  return {
    trySample(frame, samples) {
      if (frame.format !== 'rgba' || frame.width !== width || frame.height !== height) return false;
      checkPlane(frame.data, frame.stride, width * BYTES_PER_PIXEL, height);
      averager.average(frame.data, frame.stride, targets);
      normalise(images, samples);
      return true;
    },
  };
}
