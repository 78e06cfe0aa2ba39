import { describe, expect, it } from 'vitest';
import { STALL_LIMIT_MS, SourceWatch } from '../../../../src/renderer/workers/source-watch';
import type { PictureState } from '../../../../src/renderer/workers/picture-messages';

function watch(): { watch: SourceWatch; states: PictureState[] } {
  const states: PictureState[] = [];
  return { watch: new SourceWatch((state) => states.push(state)), states };
}

describe('SourceWatch', () => {
  it('says once that frames come, and once that they stay away', () => {
    const { watch: source, states } = watch();
    source.noteFrame(0);
    source.noteFrame(40);
    source.check(40 + STALL_LIMIT_MS - 1);
    expect(states).toEqual(['playing']);
    source.check(40 + STALL_LIMIT_MS);
    source.check(40 + STALL_LIMIT_MS * 2);
    expect(states).toEqual(['playing', 'stalled']);
    source.noteFrame(10_000);
    expect(states).toEqual(['playing', 'stalled', 'playing']);
  });

  it('waits, and does not stall, before the first frame of a source', () => {
    const { watch: source, states } = watch();
    source.check(60_000);
    expect(states).toEqual([]);
    source.noteFrame(60_001);
    source.reset();
    source.check(120_000);
    expect(states).toEqual(['playing', 'waiting']);
  });
});
