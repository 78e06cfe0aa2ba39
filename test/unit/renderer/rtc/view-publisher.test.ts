import { beforeEach, describe, expect, it } from 'vitest';
import { ViewPublisher } from '../../../../src/renderer/rtc/view-publisher';
import type { ViewState } from '../../../../src/shared/protocol/peer-messages';
import { FakeClock } from '../../../helpers/fake-clock';

function view(cols: number, change: Partial<ViewState> = {}): ViewState {
  return { kind: 'view', cols, rows: 48, style: 'ascii-color', wantsPixels: false, ...change };
}

let clock: FakeClock;
let told: ViewState[];
let isOpen: boolean;
let publisher: ViewPublisher;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  isOpen = true;
  publisher = new ViewPublisher((each) => {
    if (isOpen) told.push(each);
    return isOpen;
  }, clock);
});

describe('telling what I show', () => {
  it('is done at once, and again only when it has changed', async () => {
    publisher.set(view(160));
    publisher.set(view(160));
    await clock.advance(1_000);
    publisher.tell();
    expect(told).toEqual([view(160)]);
    publisher.set(view(160, { wantsPixels: true }));
    await clock.advance(1_000);
    publisher.set(view(160, { style: 'just-ascii' }));
    expect(told).toHaveLength(3);
  });

  it('is done a few times a second while a window is dragged, and ends with what it ends with', async () => {
    for (let cols = 1; cols <= 100; cols += 1) {
      publisher.set(view(cols));
      await clock.advance(10);
    }
    expect(told.length).toBeLessThan(7);
    await clock.advance(1_000);
    expect(told.at(-1)).toEqual(view(100));
  });

  it('tells nothing when a change was taken back in time', async () => {
    publisher.set(view(160));
    publisher.set(view(80));
    publisher.set(view(160));
    await clock.advance(1_000);
    expect(told).toEqual([view(160)]);
  });

  it('is made up for when the channel opens', () => {
    isOpen = false;
    publisher.set(view(160));
    isOpen = true;
    publisher.tell();
    expect(told).toEqual([view(160)]);
  });

  it('ends with the link', async () => {
    publisher.set(view(160));
    publisher.set(view(80));
    publisher.dispose();
    publisher.tell();
    await clock.advance(1_000);
    expect(told).toEqual([view(160)]);
  });
});
