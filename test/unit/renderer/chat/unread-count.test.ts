import { beforeEach, describe, expect, it } from 'vitest';
import { UnreadCount } from '../../../../src/renderer/chat/unread-count';

describe('UnreadCount', () => {
  let count: UnreadCount;
  let told: number[];

  beforeEach(() => {
    count = new UnreadCount();
    told = [];
    count.onChange((unread) => told.push(unread));
  });

  it('counts nothing while the chat is shown, as it is from the start', () => {
    count.handleLine({ isMine: false });
    count.setChatShown(true);
    expect(told).toEqual([]);
  });

  it('counts the lines of others, and not those of the local user, while it is away', () => {
    count.setChatShown(false);
    count.handleLine({ isMine: false });
    count.handleLine({ isMine: true });
    count.handleLine({ isMine: false });
    expect(told).toEqual([1, 2]);
  });

  it('begins anew when the chat comes back', () => {
    count.setChatShown(false);
    count.handleLine({ isMine: false });
    count.setChatShown(true);
    count.handleLine({ isMine: false });
    count.setChatShown(false);
    count.handleLine({ isMine: false });
    expect(told).toEqual([1, 0, 1]);
  });
});
