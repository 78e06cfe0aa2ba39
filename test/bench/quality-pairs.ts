import { createAsciiEngine } from '../../src/shared/ascii/engine';
import type { CellGrid } from '../../src/shared/ascii/cells';
import type { GlyphAtlas } from '../../src/shared/ascii/glyph-atlas';
import type { StyleName } from '../../src/shared/ascii/styles';
import { MONO_FOREGROUND } from '../../src/shared/ascii/styles/mono';
import { cellsOfAnsi } from '../helpers/ansi-cells';
import { type PictureQuality, pictureQuality } from '../helpers/picture-quality';
import type { BenchClip } from './bench-clips';
import type { PeerFiles } from './peer-files';
import {
  CHAFA_FULL,
  CHAFA_INK,
  CHAFA_MONO,
  hasPeer,
  PEER_COLS,
  PEER_ROWS,
  type PeerCommand,
  peerOutput,
  TIMG_HALF,
  TIMG_QUAD,
} from './peers';

/** Far enough in that our gate holds what it holds in a call, too. */
const COMPARED_FRAMES = [19, 39, 59];

export const OUR_STYLES = ['duotone', 'shape', 'mono', 'half', 'quad'] as const;

interface PeerMode {
  readonly peer: PeerCommand;
  readonly args: readonly string[];
}

/** What each of our styles is compared with. */
export const RIVALS: Readonly<Record<(typeof OUR_STYLES)[number], PeerMode>> = {
  duotone: { peer: 'chafa', args: CHAFA_FULL },
  shape: { peer: 'chafa', args: CHAFA_INK },
  mono: { peer: 'chafa', args: CHAFA_MONO },
  half: { peer: 'timg', args: TIMG_HALF },
  quad: { peer: 'timg', args: TIMG_QUAD },
};

export interface QualityPair {
  readonly clip: string;
  readonly style: (typeof OUR_STYLES)[number];
  readonly ours: PictureQuality;
  /** Null where the rival is not installed. */
  readonly rival: PictureQuality | null;
}

/** Means over some frames of the clip, ours drawn by one engine from the first frame on. */
export async function compareQuality(
  clip: BenchClip,
  files: PeerFiles,
  atlas: GlyphAtlas,
): Promise<QualityPair[]> {
  const pairs: QualityPair[] = [];
  for (const style of OUR_STYLES) {
    pairs.push({
      clip: clip.name,
      style,
      ours: mean(ourQualities(clip, style, atlas)),
      rival: await rivalQuality(clip, files, atlas, RIVALS[style]),
    });
  }
  return pairs;
}

function ourQualities(clip: BenchClip, style: StyleName, atlas: GlyphAtlas): PictureQuality[] {
  const engine = createAsciiEngine({ cols: PEER_COLS, rows: PEER_ROWS, style, atlas });
  const qualities: PictureQuality[] = [];
  clip.frames.forEach((frame, index) => {
    const cells = engine.draw(frame);
    if (COMPARED_FRAMES.includes(index)) qualities.push(pictureQuality(cells, atlas, frame));
  });
  engine.dispose();
  return qualities;
}

async function rivalQuality(
  clip: BenchClip,
  files: PeerFiles,
  atlas: GlyphAtlas,
  { peer, args }: PeerMode,
): Promise<PictureQuality | null> {
  if (!hasPeer(peer)) return null;
  const qualities: PictureQuality[] = [];
  for (const index of COMPARED_FRAMES) {
    const file = peer === 'timg' ? await files.stretchedStill(index) : files.stills[index];
    const cells = await cellsOfAnsi(
      await peerOutput(peer, [...args, file]),
      PEER_COLS,
      PEER_ROWS,
      MONO_FOREGROUND,
    );
    checkGlyphs(cells, atlas);
    qualities.push(pictureQuality(cells, atlas, clip.frames[index]));
  }
  return mean(qualities);
}

/** A rival must not look worse for a glyph that we cannot paint. */
function checkGlyphs({ glyphs }: CellGrid, atlas: GlyphAtlas): void {
  const unknown = glyphs.find((glyph) => glyph !== 0x20 && atlas.slots[glyph] === 0);
  if (unknown !== undefined) throw new Error(`no picture of glyph ${unknown}`);
}

function mean(qualities: readonly PictureQuality[]): PictureQuality {
  const of = (key: keyof PictureQuality): number =>
    qualities.reduce((sum, each) => sum + each[key], 0) / qualities.length;
  return {
    ssim: of('ssim'),
    psnrDb: of('psnrDb'),
    psnrRgbDb: of('psnrRgbDb'),
    ssimFit: of('ssimFit'),
    psnrFitDb: of('psnrFitDb'),
  };
}
