import type { FrameSampler, SamplerConfig } from './frame-sampler';
import type { PixelFrame } from './pixel-frame';
import { createI420Sampler } from './sample-i420';
import { createNv12Sampler } from './sample-nv12';
import { createRgbaSampler } from './sample-rgba';
import { createSampleGrid, type SampleGrid } from './sample-grid';
import { assertNever } from '../base/assert-never';

/** The first stage: frames of any format and size to samples by cell. */
export interface Sampler {
  /**
   * Area-averages the frame over the whole grid and normalises it to full-range BT.709. The same
   * samples each time, valid until the next call. Allocates only when the frame's size, format or
   * colour space differs from the last one's.
   *
   * @throws RangeError when a plane is shorter than the frame's size says, or the frame is empty.
   */
  sample(frame: PixelFrame): SampleGrid;
}

/** Samples into `samples`, by default a grid of its own. */
export function createSampler(
  config: SamplerConfig,
  samples: SampleGrid = createSampleGrid(config.cols, config.rows),
): Sampler {
  return new AnyFrameSampler(config, samples);
}

class AnyFrameSampler implements Sampler {
  private current: FrameSampler | undefined;

  constructor(
    private readonly config: SamplerConfig,
    private readonly samples: SampleGrid,
  ) {}

  sample(frame: PixelFrame): SampleGrid {
    if (this.current?.trySample(frame, this.samples) === true) return this.samples;
    this.current = createFrameSampler(frame, this.config);
    this.current.trySample(frame, this.samples);
    return this.samples;
  }
}

function createFrameSampler(frame: PixelFrame, config: SamplerConfig): FrameSampler {
  switch (frame.format) {
    case 'i420':
      return createI420Sampler(frame, config);
    case 'nv12':
      return createNv12Sampler(frame, config);
    case 'rgba':
      return createRgbaSampler(frame, config);
    default:
      return assertNever(frame, 'frame format');
  }
}
