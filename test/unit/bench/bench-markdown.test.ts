import { describe, expect, it } from 'vitest';
import type { BenchBar } from '../../bench/bench-bar';
import { allBars, readmeBars } from '../../bench/bench-markdown';

const BARS: readonly BenchBar[] = [
  { id: 'E1', what: 'CPU', value: 0.008, unit: 'ratio', ask: '<= 0.01', holds: true, note: 'a|b' },
  { id: 'E4', what: 'more CPU', value: 0.5, unit: 'ratio', ask: '<= 0.125', holds: false },
  { id: 'P3.160', what: 'painted', value: 11.94, unit: 'ratio', ask: '>= 5', holds: true },
  { id: 'P2.160', what: 'painted', value: 29.96, unit: 'fps', ask: '>= 29', holds: true },
  {
    id: 'Q1',
    what: 'SSIM4',
    value: null,
    unit: 'SSIM',
    ask: '>= 0',
    holds: null,
    note: 'no chafa',
  },
];
const MACHINE = {
  cpu: 'A CPU',
  cores: 2,
  memoryGib: 24,
  system: 'linux x64',
  node: '20.19.0',
  programs: ['chafa 1.12'],
};

describe('allBars', () => {
  const lines = allBars({ machine: MACHINE, bars: BARS }).split('\n');

  it('begins with the machine', () => {
    expect(lines[0]).toContain('A CPU, 2 cores');
    expect(lines[0]).toContain('Node.js 20.19.0, chafa 1.12');
  });

  it('has a line for each bar, ratios as people say them', () => {
    expect(lines.slice(4)).toEqual([
      '| E1 | CPU | 1/125 | at most 1/100 | yes | a\\|b |',
      '| E4 | more CPU | 1/2 | at most 1/8 | **no** |  |',
      '| P3.160 | painted | 11.9 times | at least 5.00 times | yes |  |',
      '| P2.160 | painted | 30.0 fps | at least 29 | yes |  |',
      '| Q1 | SSIM4 | not measured | at least 0 | not measured | no chafa |',
    ]);
  });
});

describe('readmeBars', () => {
  it('has a line for the bar of each subject that says most', () => {
    const lines = readmeBars({ machine: MACHINE, bars: BARS }).split('\n').slice(2);
    expect(lines.map((line) => line.split('|')[1].trim())).toEqual(['CPU', 'painted', 'SSIM4']);
  });
});
