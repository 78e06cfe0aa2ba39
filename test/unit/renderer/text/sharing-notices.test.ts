import { describe, expect, it } from 'vitest';
import { SharingNotices } from '../../../../src/renderer/text/sharing-notices';

const ann = (isSharing: boolean) => ({ id: '1', name: 'ann', isSharing });
const bob = (isSharing: boolean) => ({ id: '2', name: 'bob', isSharing });

describe('SharingNotices', () => {
  it('tells once that somebody begins to share a screen, and once that they end it', () => {
    const notices = new SharingNotices();
    expect(notices.handlePeople([ann(false), bob(false)])).toEqual([]);
    expect(notices.handlePeople([ann(true), bob(false)])).toEqual([
      'ann shares a screen. /magnify brings it nearer, /pixels shows it as it is.',
    ]);
    expect(notices.handlePeople([ann(true), bob(false)])).toEqual([]);
    expect(notices.handlePeople([ann(false), bob(true)])).toEqual([
      'ann shares no screen any more.',
      'bob shares a screen. /magnify brings it nearer, /pixels shows it as it is.',
    ]);
  });

  it('says nothing of people who leave, and tells of them again when they come back', () => {
    const notices = new SharingNotices();
    notices.handlePeople([ann(true)]);
    expect(notices.handlePeople([])).toEqual([]);
    expect(notices.handlePeople([ann(false)])).toEqual([]);
    expect(notices.handlePeople([ann(true)])).toHaveLength(1);
  });

  it('says nothing of echo, which repeats what the local user does', () => {
    const echo = { id: 'peer', name: 'echo', isSharing: true };
    expect(new SharingNotices().handlePeople([echo])).toEqual([]);
  });
});
