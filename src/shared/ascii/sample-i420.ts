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
import type { I420Frame } from './pixel-frame';

/** For frames like `model`: three planes. */
export function createI420Sampler(model: I420Frame, config: SamplerConfig): FrameSampler {
  const { width, height, colour } = model;
  const chroma = chromaPlaneSize(model);
  const lumaAverager = createPlaneAverager(model, lumaImageSize(config), 1);
  const chromaAverager = createPlaneAverager(chroma, chromaImageSize(config), 1);
  const normalise = createYuvNormaliser(colour, config.mirror);
  const y = createImage(lumaImageSize(config));
  const u = createImage(chromaImageSize(config));
  const v = createImage(chromaImageSize(config));
  const images = { y, u, v };
  const [yTargets, uTargets, vTargets] = [[y], [u], [v]];
  return {
    trySample(frame, samples) {
      if (frame.format !== 'i420' || frame.width !== width || frame.height !== height) return false;
      if (!isSameColour(frame.colour, colour)) return false;
      checkPlane(frame.y, frame.yStride, width, height);
      checkPlane(frame.u, frame.uStride, chroma.width, chroma.height);
      checkPlane(frame.v, frame.vStride, chroma.width, chroma.height);
      lumaAverager.average(frame.y, frame.yStride, yTargets);
      chromaAverager.average(frame.u, frame.uStride, uTargets);
      chromaAverager.average(frame.v, frame.vStride, vTargets);
      normalise(images, samples);
      return true;
    },
  };
}
