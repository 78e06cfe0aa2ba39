import { createPlaneAverager } from './area-average';
import {
  checkPlane,
  chromaImageSize,
  chromaPlaneSize,
  createImage,
  type FrameSampler,
  isSameColour,
  lumaImageSize,
  type SamplerConfig,
} from './frame-sampler';
import { createYuvNormaliser } from './normalise';
import type { Nv12Frame } from './pixel-frame';

/** For frames like `model`: a luma plane, and U and V interleaved in a second one. */
export function createNv12Sampler(model: Nv12Frame, config: SamplerConfig): FrameSampler {
  const { width, height, colour } = model;
  const chroma = chromaPlaneSize(model);
  const lumaAverager = createPlaneAverager(model, lumaImageSize(config), 1);
  const chromaAverager = createPlaneAverager(chroma, chromaImageSize(config), 2);
  const normalise = createYuvNormaliser(colour, config.mirror);
  const y = createImage(lumaImageSize(config));
  const u = createImage(chromaImageSize(config));
  const v = createImage(chromaImageSize(config));
  const images = { y, u, v };
  const [yTargets, uvTargets] = [[y], [u, v]];
  return {
    trySample(frame, samples) {
      if (frame.format !== 'nv12' || frame.width !== width || frame.height !== height) return false;
      if (!isSameColour(frame.colour, colour)) return false;
      checkPlane(frame.y, frame.yStride, width, height);
      checkPlane(frame.uv, frame.uvStride, 2 * chroma.width, chroma.height);
      lumaAverager.average(frame.y, frame.yStride, yTargets);
      chromaAverager.average(frame.uv, frame.uvStride, uvTargets);
      normalise(images, samples);
      return true;
    },
  };
}
