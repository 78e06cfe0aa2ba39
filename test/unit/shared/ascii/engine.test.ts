import { describe, expect, it } from 'vitest';
import { type Adjustments, NO_ADJUSTMENTS } from '../../../../src/shared/ascii/adjustments';
import { type CellGrid, cellsToText } from '../../../../src/shared/ascii/cells';
import { createAsciiEngine, ENGINE_STAGES } from '../../../../src/shared/ascii/engine';
import { RAMP_STYLES, STYLE_NAMES } from '../../../../src/shared/ascii/styles';
import { faceFrame } from '../../../helpers/face-frame';
import { flatI420, flatRgba } from '../../../helpers/pixel-frames';

function dirtyCount(cells: CellGrid): number {
  return cells.dirty.reduce((sum, each) => sum + each, 0);
}

function copyOf(cells: CellGrid): CellGrid {
  const { glyphs, foreground, background, dirty } = cells;
  return {
    ...cells,
    glyphs: glyphs.slice(),
    foreground: foreground.slice(),
    background: background.slice(),
    dirty: dirty.slice(),
  };
}

describe('createAsciiEngine', () => {
  it('draws a ramp of light as the ramp of the style', () => {
    const frame = flatI420(44, 8, 0);
    frame.y.forEach((_, at) => (frame.y[at] = Math.floor(((at % 44) * 256) / 44)));
    const cells = createAsciiEngine({ cols: 11, rows: 2, style: 'just-ascii' }).draw(frame);
    expect(cellsToText(cells)).toBe('  .:!+*e$@8\n  .:!+*e$@8');
  });

  it('mirrors', () => {
    const frame = flatI420(8, 8, 0);
    frame.y.forEach((_, at) => (frame.y[at] = at % 8 < 4 ? 0 : 255));
    const config = { cols: 2, rows: 1, style: 'just-ascii' } as const;
    expect(cellsToText(createAsciiEngine(config).draw(frame))).toBe(' 8');
    expect(cellsToText(createAsciiEngine({ ...config, mirror: true }).draw(frame))).toBe('8 ');
  });

  it.each(RAMP_STYLES)('draws %s by a ramp of the viewer', (style) => {
    const frame = flatI420(40, 8, 0);
    frame.y.forEach((_, at) => (frame.y[at] = Math.floor(((at % 40) * 256) / 40)));
    const look = { ramp: ' .:-=+*#%@' };
    const text = cellsToText(createAsciiEngine({ cols: 10, rows: 1, style, look }).draw(frame));
    expect(text).toBe(look.ramp);
  });

  it('makes up by ink for what a glyph of the ramp leaves blank', () => {
    const [sparse, dense] = [' .', ' @'].map((ramp) => {
      const engine = createAsciiEngine({ cols: 1, rows: 1, style: 'ascii-color', look: { ramp } });
      return engine.draw(flatI420(2, 4, 130)).foreground[0];
    });
    expect(sparse).toBeGreaterThan(dense);
  });

  it('adjusts what it draws', () => {
    const draw = (adjustments: Partial<Adjustments>): number => {
      const look = { adjustments: { ...NO_ADJUSTMENTS, ...adjustments } };
      const engine = createAsciiEngine({ cols: 1, rows: 1, style: 'half', look });
      return engine.draw(flatRgba(2, 4, 0x60_40_40)).foreground[0];
    };
    expect(draw({})).toBe(0x60_40_40);
    expect(draw({ saturation: 0 })).toBe(0x47_47_47);
    expect(draw({ gamma: 2 })).toBeGreaterThan(0x90_70_70);
  });

  it('returns the same grid each time', () => {
    const engine = createAsciiEngine({ cols: 4, rows: 2, style: 'ascii-color' });
    expect(engine.draw(flatI420(16, 16, 50))).toBe(engine.draw(flatI420(32, 8, 90)));
  });

  it.each(STYLE_NAMES)(
    'marks all of the first %s frame dirty, and nothing of the same again',
    (style) => {
      const engine = createAsciiEngine({ cols: 40, rows: 12, style });
      const frame = faceFrame();
      expect(dirtyCount(engine.draw(frame))).toBe(480);
      expect(dirtyCount(engine.draw(frame))).toBe(0);
    },
  );

  it('marks every cell of a black first frame dirty, though it looks like the empty grid', () => {
    const engine = createAsciiEngine({ cols: 3, rows: 2, style: 'just-ascii' });
    expect(dirtyCount(engine.draw(flatRgba(6, 8, 0)))).toBe(6);
  });

  it.each(STYLE_NAMES)('marks just the cells that differ from the %s frame before', (style) => {
    const engine = createAsciiEngine({ cols: 60, rows: 20, style });
    const before = copyOf(engine.draw(faceFrame(0)));
    const after = engine.draw(faceFrame(40));
    const differs = Array.from(after.dirty, (_, cell) =>
      (['glyphs', 'foreground', 'background'] as const).some(
        (plane) => before[plane][cell] !== after[plane][cell],
      )
        ? 1
        : 0,
    );
    expect(Array.from(after.dirty), cellsToText(after)).toEqual(differs);
    expect(dirtyCount(after)).toBeGreaterThan(0);
    expect(dirtyCount(after)).toBeLessThan(1200);
  });

  it('tells a probe of each stage, in order', () => {
    const stages: string[] = [];
    const engine = createAsciiEngine({
      cols: 2,
      rows: 2,
      style: 'just-ascii',
      probe: (stage) => stages.push(stage),
    });
    engine.draw(flatI420(8, 8, 9));
    expect(stages).toEqual([...ENGINE_STAGES]);
  });

  it.each([0, -1, 1.5, NaN, 1001])('refuses a grid of %d cells a side', (cells) => {
    const style = 'just-ascii';
    expect(() => createAsciiEngine({ cols: cells, rows: 4, style })).toThrow(RangeError);
    expect(() => createAsciiEngine({ cols: 4, rows: cells, style })).toThrow(RangeError);
  });
});
