import { beforeAll, describe, expect, it } from 'vitest';
import { NO_ADJUSTMENTS } from '../../../../src/shared/ascii/adjustments';
import type { CellGrid } from '../../../../src/shared/ascii/cells';
import { type AsciiConfig, createAsciiEngine } from '../../../../src/shared/ascii/engine';
import { FrameShrinker } from '../../../../src/shared/ascii/frame-shrinker';
import type { I420Frame, PixelFrame, YuvColour } from '../../../../src/shared/ascii/pixel-frame';
import { STYLE_NAMES } from '../../../../src/shared/ascii/styles';
import { type EngineExports, isEngineExports } from '../../../../src/shared/ascii/wasm-exports';
import { WasmHeap } from '../../../../src/shared/ascii/wasm-heap';
import { compileEngineWasm, type Instantiate } from '../../../helpers/engine-wasm';
import { faceFrame } from '../../../helpers/face-frame';
import {
  flatI420,
  flatRgba,
  FULL_709,
  noiseBytes,
  noiseI420,
  toNv12,
} from '../../../helpers/pixel-frames';

const LIMITED_601: YuvColour = { matrix: 'bt601', isFullRange: false };

let instantiate: Instantiate;
beforeAll(async () => {
  instantiate = await compileEngineWasm();
}, 120_000);

function planesOf(cells: CellGrid): number[][] {
  const { glyphs, foreground, background, dirty } = cells;
  return [glyphs, foreground, background, dirty].map((plane) => Array.from(plane));
}

/** Draws `frames` with both engines, one after the other, and compares all cells of each. */
function expectTwins(config: AsciiConfig, frames: readonly PixelFrame[]): void {
  const plain = createAsciiEngine(config);
  const twin = createAsciiEngine({ ...config, wasm: instantiate() });
  frames.forEach((frame, index) => {
    const [expected, drawn] = [planesOf(plain.draw(frame)), planesOf(twin.draw(frame))];
    expect(drawn, `frame ${index}`).toEqual(expected);
    expect(Buffer.compare(twin.ansi(), plain.ansi()), `ANSI of frame ${index}`).toBe(0);
  });
}

/** The frame with noise of `levels` added to its luma. */
function shaken(frame: I420Frame, levels: number, seed: number): I420Frame {
  const noise = noiseBytes(frame.y.length, seed);
  const y = frame.y.map((value, at) =>
    Math.min(255, Math.max(0, value + Math.round(((noise[at] - 128) * levels) / 128))),
  );
  return { ...frame, y };
}

describe('the engine in WebAssembly', () => {
  it.each<[string, AsciiConfig['look']]>([
    ['a palette', { palette: 'gruvbox', isDithered: true }],
    ['a glow', { palette: 'amber' }],
    ['adjustments', { adjustments: { gamma: 1.4, contrast: 1.2, saturation: 0.7, edges: 1 } }],
    ['all of them', { palette: '16', adjustments: { ...NO_ADJUSTMENTS, edges: 2 } }],
  ])('draws the same cells with %s', (_, look) => {
    for (const style of ['duotone', 'half'] as const) {
      const frames = [0, 1, 40].map((index) => faceFrame(index));
      expectTwins({ cols: 60, rows: 20, style, look }, frames);
    }
  });

  it.each([
    ['cells of whole pixels', 640, 480, 160, 60],
    ['cells of fractions of pixels', 640, 480, 120, 36],
    ['samples of two pixels and a half', 640, 480, 160, 48],
    ['samples of three pixels and a third', 640, 400, 160, 30],
    ['cells wider than they divide, odd in number', 641, 479, 53, 17],
    ['more samples than pixels', 34, 18, 41, 9],
    ['one cell', 7, 5, 1, 1],
    ['one column', 30, 40, 1, 7],
    ['sums beyond 16 bits', 99, 523, 5, 2],
    ['chroma of two pixels a sample', 1280, 720, 160, 45],
    ['a camera of 1920x1080', 1920, 1080, 240, 72],
  ])('draws noise as the plain one does: %s', (_, width, height, cols, rows) => {
    const frames = [1, 2].map((seed) => noiseI420(width, height, FULL_709, seed, seed * 5));
    expectTwins({ cols, rows, style: 'duotone' }, frames);
  });

  it.each([
    [false, FULL_709],
    [true, FULL_709],
    [true, LIMITED_601],
    [false, LIMITED_601],
  ])('mirrored or not (%s), in any colour space', (mirror, colour) => {
    for (const cols of [16, 15, 3]) {
      const frames = [noiseI420(64, 48, colour, 3), noiseI420(64, 48, colour, 4)];
      expectTwins({ cols, rows: 6, style: 'half', mirror }, frames);
    }
  });

  it.each(STYLE_NAMES)('draws the same face in %s', (style) => {
    expectTwins({ cols: 60, rows: 20, style }, [faceFrame(0), faceFrame(3)]);
  });

  it('opens the same cells as the plain gate, frame after frame of noise', () => {
    const calm = faceFrame(0);
    const frames = Array.from({ length: 24 }, (_, index) =>
      shaken(index < 20 ? calm : faceFrame(60), index % 7 === 6 ? 40 : 12, index + 1),
    );
    expectTwins({ cols: 80, rows: 24, style: 'duotone' }, frames);
  });

  it('takes a faint change after the same number of frames', () => {
    const frames = [100, ...new Array<number>(20).fill(102)].map((level) =>
      flatI420(32, 32, level),
    );
    expectTwins({ cols: 4, rows: 4, style: 'duotone' }, frames);
  });

  it.each([0, 1, 2, 3])('opens a cell for one quadrant of colour alone: %i', (quadrant) => {
    const frame = flatI420(32, 32, 120);
    const recolour = (plane: Uint8Array): Uint8Array =>
      plane.map((value, at) => {
        const [x, y] = [(at % 16) >> 1, (at >> 4) >> 1];
        return (x & 1) + 2 * (y & 1) === quadrant ? value + 20 : value;
      });
    const frames = [
      frame,
      { ...frame, u: recolour(frame.u) },
      frame,
      { ...frame, v: recolour(frame.v) },
    ];
    expectTwins({ cols: 4, rows: 4, style: 'quad' }, frames);
  });

  it('goes on through frames of other sizes, formats and colour spaces', () => {
    const frames = [
      noiseI420(64, 48, FULL_709, 1),
      toNv12(noiseI420(64, 48, FULL_709, 2)),
      flatRgba(30, 20, 0x4080c0),
      noiseI420(20, 90, LIMITED_601, 3),
      noiseI420(4100, 8, FULL_709, 4),
      noiseI420(64, 48, LIMITED_601, 5),
    ];
    expectTwins({ cols: 20, rows: 8, style: 'duotone' }, frames);
  });

  it('reads a frame that lies in its own memory without a copy', () => {
    const frame = noiseI420(64, 48, FULL_709, 9);
    const wasm = instantiate();
    const config = { cols: 16, rows: 6, style: 'duotone' } as const;
    const engine = createAsciiEngine({ ...config, wasm });
    const address = wasm.memory.buffer.byteLength;
    const y = new Uint8Array(wasm.memory.buffer, address - 8192, frame.y.length);
    y.set(frame.y);
    const drawn = planesOf(engine.draw({ ...frame, y }));
    expect(drawn).toEqual(planesOf(createAsciiEngine(config).draw(frame)));
  });

  it('refuses a plane that is too short', () => {
    const engine = createAsciiEngine({ cols: 4, rows: 4, style: 'half', wasm: instantiate() });
    const frame = flatI420(32, 32, 9);
    expect(() => engine.draw({ ...frame, u: frame.u.subarray(1) })).toThrow(RangeError);
    expect(() => engine.draw({ ...frame, width: 0 })).toThrow(RangeError);
  });

  it('returns the same grid each time, at the largest of grids, too', () => {
    const engine = createAsciiEngine({
      cols: 1000,
      rows: 1000,
      style: 'half',
      wasm: instantiate(),
    });
    const first = engine.draw(flatI420(16, 16, 50));
    expect(engine.draw(flatI420(32, 8, 90))).toBe(first);
    expect(first.foreground.at(-1)).toBe(0x5a5a5a);
  });
});

describe('isEngineExports', () => {
  it('knows the exports of the module from others', () => {
    expect(isEngineExports(instantiate())).toBe(true);
    expect(isEngineExports({})).toBe(false);
    expect(isEngineExports({ ...instantiate(), passGate: undefined })).toBe(false);
  });
});

describe('WasmHeap', () => {
  const exportsOf = (): EngineExports => instantiate();

  it('lays arrays out one behind the other, aligned, beyond the module itself', () => {
    const wasm = exportsOf();
    const heap = new WasmHeap(wasm, 1_000_000);
    const [a, b] = [heap.bytes(5), heap.longs(3)];
    expect(a.byteOffset).toBeGreaterThanOrEqual(wasm.heapBase());
    expect(b.byteOffset).toBeGreaterThanOrEqual(a.byteOffset + 5);
    expect(b.byteOffset % 16).toBe(0);
    expect(b.buffer).toBe(wasm.memory.buffer);
  });

  it('places copies', () => {
    const wasm = exportsOf();
    const address = new WasmHeap(wasm, 100).place(Int16Array.of(-2, 3));
    expect(Array.from(new Int16Array(wasm.memory.buffer, address, 2))).toEqual([-2, 3]);
  });

  it('gives no more than was reserved', () => {
    const heap = new WasmHeap(exportsOf(), 64);
    heap.bytes(40);
    expect(() => heap.bytes(40)).toThrow(RangeError);
  });
});

describe('pictures made smaller in WebAssembly', () => {
  /** The mean of a block of `by` times `by` pixels. */
  function meanAt(plane: Uint8Array, stride: number, x: number, y: number, by: number): number {
    let sum = 0;
    for (let row = 0; row < by; row++)
      for (let col = 0; col < by; col++) sum += plane[(y * by + row) * stride + x * by + col];
    return Math.floor(sum / (by * by) + 0.5);
  }

  it.each([2, 4])('has the mean of each block: by %i, and padding left out', (by) => {
    const [width, height] = [24, 16];
    const first = noiseI420(width * by, height * by, LIMITED_601, 7, 5);
    const shrinker = new FrameShrinker(instantiate(), first, { width, height });
    for (const frame of [first, noiseI420(width * by, height * by, LIMITED_601, 8, 5)]) {
      const small = shrinker.shrink(frame);
      expect(small).toMatchObject({ width, height, yStride: width, uStride: width / 2 });
      for (const [plane, stride, divisor] of [
        ['y', 'yStride', 1],
        ['u', 'uStride', 2],
        ['v', 'vStride', 2],
      ] as const) {
        const cols = width / divisor;
        const expected = Array.from({ length: (cols * height) / divisor }, (_, at) =>
          meanAt(frame[plane], frame[stride], at % cols, Math.floor(at / cols), by),
        );
        expect([...small[plane]]).toEqual(expected);
      }
    }
  });

  it.each([
    [640, 480, 384, 288],
    [641, 479, 256, 190],
    [34, 34, 32, 32],
  ])('keeps the mean of all: %ix%i to %ix%i', (fromWidth, fromHeight, width, height) => {
    const frame = faceLike(fromWidth, fromHeight);
    const shrinker = new FrameShrinker(instantiate(), frame, { width, height });
    expect(shrinker.suits(frame, { width, height })).toBe(true);
    expect(shrinker.suits(frame, { width: width - 2, height })).toBe(false);
    const small = shrinker.shrink(frame);
    const mean = (plane: Uint8Array): number =>
      plane.reduce((sum, value) => sum + value, 0) / plane.length;
    for (const plane of ['y', 'u', 'v'] as const)
      expect(Math.abs(mean(frame[plane]) - mean(small[plane]))).toBeLessThan(0.6);
  });
});

/** A slope over a picture of any size. */
function faceLike(width: number, height: number): I420Frame {
  const frame = noiseI420(width, height, LIMITED_601);
  const slope = (plane: Uint8Array, stride: number): Uint8Array =>
    plane.map((_, at) => 40 + Math.floor((160 * (at % stride)) / stride));
  return {
    ...frame,
    y: slope(frame.y, frame.yStride),
    u: slope(frame.u, frame.uStride),
    v: slope(frame.v, frame.vStride),
  };
}
