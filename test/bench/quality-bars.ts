import type { PictureQuality } from '../helpers/picture-quality';
import { atLeast, type BenchBar, type BenchRow, skipped } from './bench-bar';
import { PEER_COLS, PEER_ROWS } from './peers';
import { type QualityPair, RIVALS } from './quality-pairs';

/** How far a style has to be ahead of its rival, on every clip. */
interface QualityAsk {
  readonly id: string;
  readonly style: QualityPair['style'];
  readonly rival: string;
  readonly metric: 'ssim' | 'psnrFitDb';
  readonly ahead: number;
}

const ASKS: readonly QualityAsk[] = [
  { id: 'Q1', style: 'duotone', rival: 'chafa ascii fg+bg', metric: 'ssim', ahead: 0 },
  { id: 'Q2', style: 'shape', rival: 'chafa ascii fg', metric: 'psnrFitDb', ahead: 3 },
  { id: 'Q3', style: 'mono', rival: 'chafa ascii mono', metric: 'ssim', ahead: 0.1 },
  { id: 'Q4', style: 'half', rival: 'timg half', metric: 'ssim', ahead: -0.002 },
  { id: 'Q5', style: 'quad', rival: 'timg quarter', metric: 'ssim', ahead: -0.002 },
];

const METRICS = {
  ssim: { name: 'SSIM4', unit: 'SSIM', digits: 4 },
  psnrFitDb: { name: 'PSNR_fit', unit: 'dB', digits: 2 },
} as const;

export function qualityBars(pairs: readonly QualityPair[]): BenchBar[] {
  return ASKS.map((ask) => toBar(ask, pairs));
}

function toBar(
  { id, style, rival, metric, ahead }: QualityAsk,
  pairs: readonly QualityPair[],
): BenchBar {
  const { name, unit, digits } = METRICS[metric];
  const bar = { id, what: `${style}: ${name} less that of ${rival}`, unit };
  const measured = pairs.flatMap(({ clip, style: drawn, ours, rival: theirs }) => {
    if (drawn !== style || theirs === null) return [];
    const [a, b] = [ours[metric], theirs[metric]];
    return [{ value: a - b, note: `${a.toFixed(digits)} and ${b.toFixed(digits)}, ${clip}` }];
  });
  if (measured.length > 0) return atLeast(ahead, bar, measured);
  return skipped(`>= ${ahead}`, bar, `${RIVALS[style].peer} is not installed`);
}

export function qualityRows(pairs: readonly QualityPair[]): BenchRow[] {
  return pairs.flatMap(({ clip, style, ours, rival }) => {
    const theirs = ASKS.find((ask) => ask.style === style)?.rival ?? '';
    const rows = [qualityRow(`${clip}: ${style}`, ours)];
    return rival ? [...rows, qualityRow(`${clip}: ${theirs}`, rival)] : rows;
  });
}

function qualityRow(what: string, quality: PictureQuality): BenchRow {
  const { ssim, ssimFit, psnrFitDb, psnrRgbDb } = quality;
  const decibels = `PSNR_fit ${psnrFitDb.toFixed(1)} dB, RGB ${psnrRgbDb.toFixed(1)} dB`;
  return {
    what,
    grid: `${PEER_COLS}x${PEER_ROWS}`,
    value: ssim,
    unit: 'SSIM4',
    note: `fit ${ssimFit.toFixed(3)}, ${decibels}`,
  };
}
