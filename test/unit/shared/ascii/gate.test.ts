import { describe, expect, it } from 'vitest';
import { createGate, type Gate } from '../../../../src/shared/ascii/gate';
import { createSampleGrid, type SampleGrid } from '../../../../src/shared/ascii/sample-grid';
import { noiseBytes } from '../../../helpers/pixel-frames';

const [COLS, ROWS] = [40, 20];

function flat(luma: number): SampleGrid {
  const samples = createSampleGrid(COLS, ROWS);
  samples.luma.fill(luma);
  return samples;
}

/** Sensor noise: sums of four even draws, about normal, standard deviation `sigma`. */
function addNoise(samples: SampleGrid, seed: number, sigma: number): SampleGrid {
  const draws = noiseBytes(4 * samples.luma.length, seed);
  const deviation = 2 * (256 / Math.sqrt(12));
  samples.luma.forEach((level, at) => {
    const sum = draws[4 * at] + draws[4 * at + 1] + draws[4 * at + 2] + draws[4 * at + 3];
    samples.luma[at] = Math.round(level + ((sum - 510) / deviation) * sigma);
  });
  return samples;
}

function openShare(gate: Gate): number {
  return gate.opened.reduce((sum, each) => sum + each, 0) / gate.opened.length;
}

describe('createGate', () => {
  it('takes everything of the first frame', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    const held = gate.pass(flat(77));
    expect(openShare(gate)).toBe(1);
    expect([...new Set(held.luma)]).toEqual([77]);
  });

  it('opens under 1 % of the cells of a static noisy wall in a frame', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    gate.pass(addNoise(flat(120), 1, 2));
    const shares = Array.from({ length: 60 }, (_, frame) => {
      gate.pass(addNoise(flat(120), 2 + frame, 2));
      return openShare(gate);
    });
    expect(Math.max(...shares)).toBeLessThan(0.01);
  });

  it('takes all samples of a cell when one of them moves in a textured cell', () => {
    const gate = createGate({ cols: 2, rows: 1 });
    const before = createSampleGrid(2, 1);
    before.luma.set([0, 100, 0, 100, 0, 100, 0, 100]);
    gate.pass(before);
    const after = createSampleGrid(2, 1);
    after.luma.set([5, 105, 5, 105, 5, 105, 5, 120]);
    const held = gate.pass(after);
    expect([...gate.opened]).toEqual([1, 0]);
    expect([...held.luma.subarray(0, 8)]).toEqual([...after.luma.subarray(0, 8)]);
  });

  it('holds a cell whose samples stay within the threshold', () => {
    const gate = createGate({ cols: 1, rows: 1 });
    const before = createSampleGrid(1, 1);
    before.luma.set([0, 100, 0, 100, 0, 100, 0, 100]);
    gate.pass(before);
    const after = createSampleGrid(1, 1);
    after.luma.set([6, 94, 6, 94, 6, 94, 6, 94]);
    expect([...gate.pass(after).luma]).toEqual([...before.luma]);
    expect(gate.opened[0]).toBe(0);
  });

  it('opens for a change of colour alone', () => {
    const gate = createGate({ cols: 1, rows: 1 });
    gate.pass(createSampleGrid(1, 1));
    const tinted = createSampleGrid(1, 1);
    tinted.v[2] = 140;
    expect(gate.pass(tinted).v[2]).toBe(140);
    expect(gate.opened[0]).toBe(1);
  });

  it('shows motion at once and leaves no trace behind it', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    gate.pass(flat(60));
    for (let col = 0; col < COLS; col++) {
      const frame = flat(60);
      for (let row = 0; row < ROWS; row++) {
        frame.luma.fill(200, (row * COLS + col) * 8, (row * COLS + col + 1) * 8);
      }
      expect([...gate.pass(frame).luma]).toEqual([...frame.luma]);
    }
  });

  it('takes a mean that moves further than that of noise does, of flat cells, too', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    gate.pass(flat(100));
    expect(gate.pass(flat(103)).luma[0]).toBe(100);
    expect(gate.pass(flat(104)).luma[0]).toBe(104);
  });

  it('follows a faint lasting change within half a second, not at once', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    gate.pass(flat(100));
    const levels = Array.from({ length: 15 }, () => gate.pass(flat(102)).luma[0]);
    expect([levels[0], levels[13], levels[14]]).toEqual([100, 100, 102]);
  });

  it('does not count a faint change that comes and goes', () => {
    const gate = createGate({ cols: COLS, rows: ROWS });
    gate.pass(flat(100));
    for (let frame = 0; frame < 60; frame++) gate.pass(flat(frame % 10 < 7 ? 102 : 100));
    expect(openShare(gate)).toBe(0);
    expect(gate.pass(flat(102)).luma[0]).toBe(100);
  });
});
