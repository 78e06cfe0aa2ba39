import { deflateRawSync } from 'node:zlib';
import { encodeStageFrame } from '../../src/shared/protocol/stage-wire';
import {
  createStagePicture,
  type StagePicture,
  type StageText,
} from '../../src/shared/stage/stage-picture';

/** As a client sends it. */
export function frameOf(next: StagePicture, before: StagePicture | null = null): string {
  return deflateRawSync(encodeStageFrame(next, before)).toString('base64');
}

/** All of it one glyph on paper of one colour. */
export function flatStage(
  glyph: string,
  { cols = 40, rows = 10, ink = 231, paper = 20, texts = [] as readonly StageText[] } = {},
): StagePicture {
  const picture = createStagePicture(cols, rows, texts);
  picture.glyphs.fill(glyph.charCodeAt(0));
  picture.ink.fill(ink);
  picture.paper.fill(paper);
  return picture;
}
