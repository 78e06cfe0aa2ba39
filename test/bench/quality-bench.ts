import { measureFontAtlas } from '../helpers/font-atlas';
import type { BenchSection } from './bench-bar';
import { eachPeerClip } from './peer-clips';
import { qualityBars, qualityRows } from './quality-bars';
import { compareQuality } from './quality-pairs';

/**
 * How like the source each style is, and what other programs draw, in the font that is really used.
 */
export async function runQualityBench(): Promise<BenchSection> {
  const atlas = await measureFontAtlas();
  const pairs = await eachPeerClip(({ clip, files }) => compareQuality(clip, files, atlas));
  return { rows: qualityRows(pairs.flat()), bars: qualityBars(pairs.flat()) };
}
