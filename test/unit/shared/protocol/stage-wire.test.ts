import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STAGE_TEXT_BYTES } from '../../../../src/shared/protocol/limits';
import {
  encodeStageFrame,
  MAX_STAGE_FRAME_BYTES,
  StageFrameDecoder,
} from '../../../../src/shared/protocol/stage-wire';
import { createStagePicture, type StagePicture } from '../../../../src/shared/stage/stage-picture';
import { flatStage } from '../../../helpers/stage-frames';

const pictures = fc
  .record({
    cols: fc.integer({ min: 1, max: 20 }),
    rows: fc.integer({ min: 1, max: 8 }),
    glyphs: fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 160, maxLength: 160 }),
    colours: fc.array(fc.constantFrom(0, 16, 17, 128, 255), { minLength: 160, maxLength: 160 }),
    texts: fc.array(fc.string({ unit: 'binary', maxLength: 9 }), { maxLength: 3 }),
  })
  .map(({ cols, rows, glyphs, colours, texts }) => {
    const picture = createStagePicture(
      cols,
      rows,
      texts.map((text, at) => ({ row: at % rows, col: at % cols, text })),
    );
    picture.glyphs.set(glyphs.slice(0, cols * rows));
    picture.ink.set(colours.slice(0, cols * rows));
    picture.paper.set(colours.slice(-cols * rows));
    return picture;
  });

describe('a frame of a broadcast', () => {
  it('comes as it was sent, whatever it is and whatever was before it', () => {
    fc.assert(
      fc.property(fc.array(pictures, { minLength: 1, maxLength: 6 }), (frames) => {
        const decoder = new StageFrameDecoder();
        let before: StagePicture | null = null;
        for (const frame of frames) {
          const decoded = decoder.decode(encodeStageFrame(frame, before));
          expect(decoded).toEqual({ ok: true, value: frame });
          before = frame;
        }
      }),
    );
  });

  it('is nothing but zeros behind its head when nothing has changed', () => {
    const bytes = encodeStageFrame(flatStage('x'), flatStage('x'));
    expect([...bytes.subarray(0, 5)]).toEqual([0, 40, 10, 0, 0]);
    expect(bytes.subarray(5).every((byte) => byte === 0)).toBe(true);
  });

  it('leaves out texts from the bottom for which there is no room', () => {
    const texts = Array.from({ length: 60 }, (_, row) => ({ row, col: 0, text: '漢'.repeat(80) }));
    const bytes = encodeStageFrame(flatStage('x', { cols: 80, rows: 60, texts }), null);
    const decoded = new StageFrameDecoder().decode(bytes);
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value.texts.length).toBeGreaterThan(10);
    expect(decoded.value.texts).toEqual(texts.slice(0, decoded.value.texts.length));
    expect(bytes.length).toBeLessThanOrEqual(5 + MAX_STAGE_TEXT_BYTES + 80 * 60 * 4);
  });

  it('is out of step after one that was lost, until one is new', () => {
    const decoder = new StageFrameDecoder();
    const [a, b, c] = ['a', 'b', 'c'].map((glyph) => flatStage(glyph));
    expect(decoder.decode(encodeStageFrame(b, a))).toEqual({ ok: false, error: 'out-of-step' });
    expect(decoder.decode(encodeStageFrame(b, null)).ok).toBe(true);
    expect(decoder.decode(new Uint8Array(3)).ok).toBe(false);
    expect(decoder.decode(encodeStageFrame(c, b))).toEqual({ ok: false, error: 'out-of-step' });
  });

  it('is refused where it breaks a limit, and never more than one picture is made of it', () => {
    const decode = (change: (bytes: Uint8Array) => void): string => {
      const bytes = encodeStageFrame(flatStage('x'), null);
      change(bytes);
      const decoded = new StageFrameDecoder().decode(bytes);
      return decoded.ok ? 'taken' : decoded.error;
    };
    expect(decode(() => undefined)).toBe('taken');
    expect(decode((bytes) => (bytes[0] = 7))).toBe('malformed');
    expect(decode((bytes) => (bytes[1] = 0))).toBe('out-of-bounds');
    expect(decode((bytes) => (bytes[1] = 161))).toBe('out-of-bounds');
    expect(decode((bytes) => (bytes[2] = 61))).toBe('out-of-bounds');
    expect(decode((bytes) => (bytes[2] = 11))).toBe('malformed');
    // One of the 16 colours that are the viewer's own theme.
    expect(decode((bytes) => (bytes[bytes.length - 1] = 15))).toBe('out-of-bounds');
    expect(MAX_STAGE_FRAME_BYTES).toBeLessThan(50_000);
  });

  it('is taken or refused, and does not throw, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { ok } = new StageFrameDecoder().decode(bytes);
        expect([true, false]).toContain(ok);
      }),
    );
  });
});
