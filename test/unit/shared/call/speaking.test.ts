import { describe, expect, it } from 'vitest';
import { hear, hearAgainInMs, SILENT, type Speaking } from '../../../../src/shared/call/speaking';

const LOUD = 0.1;

/**
 * Listens to `levelAt` for `forMs`, as often as is due, and says when who was taken for speaking.
 */
function listen(levelAt: (atMs: number) => number, forMs: number): [atMs: number, is: boolean][] {
  const heard: [number, boolean][] = [];
  let speaking: Speaking = SILENT;
  for (let atMs = 0; atMs <= forMs; atMs += hearAgainInMs(speaking, atMs)) {
    speaking = hear(speaking, levelAt(atMs), atMs);
    heard.push([atMs, speaking.isSpeaking]);
  }
  return heard;
}

describe('who speaks', () => {
  it('is seen within half a second, and for as long as they do', () => {
    const heard = listen((atMs) => (atMs > 1_010 && atMs < 60_000 ? LOUD : 0), 60_000);
    expect(heard.find(([, is]) => is)?.[0]).toBeLessThanOrEqual(1_510);
    expect(heard.filter(([atMs]) => atMs > 1_510).every(([, is]) => is)).toBe(true);
  });

  it('goes on through the gaps between syllables, whatever their beat', () => {
    for (const periodMs of [150, 250, 400, 500, 600]) {
      const heard = listen((atMs) => (atMs % periodMs < periodMs / 2 ? LOUD : 0), 60_000);
      const spoken = heard.slice(1).filter(([, is]) => is);
      expect(spoken.length / (heard.length - 1), String(periodMs)).toBeGreaterThan(0.95);
    }
  });

  it('is over within a second and a half of the last word', () => {
    const heard = listen((atMs) => (atMs < 5_000 ? LOUD : 0), 20_000);
    const last = heard.filter(([, is]) => is).at(-1)?.[0] ?? 0;
    expect(last).toBeLessThan(5_800);
  });

  it('is asked for twice a second while nothing changes', () => {
    expect(listen(() => 0, 10_000)).toHaveLength(21);
    expect(listen(() => LOUD, 10_000)).toHaveLength(21);
  });
});
