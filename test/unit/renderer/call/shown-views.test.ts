import { describe, expect, it } from 'vitest';
import { ShownViews, type ShownView } from '../../../../src/renderer/call/shown-views';

const KEY = '1/camera';

function setUp(wantsPixels: boolean) {
  const told: ShownView[] = [];
  const views = new ShownViews({
    look: () => ({ style: 'shape', wantsPixels }),
    tell: (_, view) => told.push(view),
  });
  return { views, told };
}

describe('what is told of what I show', () => {
  it('is told once, and again when it changes', () => {
    const { views, told } = setUp(false);
    views.handleView(KEY, { cols: 80, rows: 30 });
    views.handleView(KEY, { cols: 80, rows: 30 });
    views.refresh();
    views.handleView(KEY, { cols: 40, rows: 15 });
    expect(told).toEqual([
      { cols: 80, rows: 30, style: 'shape', wantsPixels: false },
      { cols: 40, rows: 15, style: 'shape', wantsPixels: false },
    ]);
  });

  it('wants no pixels of what is hidden: they would be sent', () => {
    const { views, told } = setUp(true);
    views.handleView(KEY, { cols: 80, rows: 30 });
    views.handleView(KEY, null);
    expect(told.map(({ wantsPixels }) => wantsPixels)).toEqual([true, false]);
  });
});
