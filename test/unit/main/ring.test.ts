import { beforeEach, describe, expect, it } from 'vitest';
import { Ring } from '../../../src/main/ring';

const REQUEST = { callId: 'call-0001', from: 'ann' };

describe('Ring', () => {
  let told: string[];
  let window: { isVisible: boolean; bringUp(): void; stopFlashing(): void; hide(): void };
  let ring: Ring;

  beforeEach(() => {
    told = [];
    window = {
      isVisible: false,
      bringUp() {
        this.isVisible = true;
        told.push('up');
      },
      stopFlashing: () => told.push('still'),
      hide() {
        this.isVisible = false;
        told.push('hide');
      },
    };
    const notifications = {
      show: ({ from }: { from: string }) => told.push(`notify ${from}`),
      clear: () => told.push('clear'),
    };
    ring = new Ring({ notifications, window });
  });

  it('notifies and brings the window up', () => {
    ring.start(REQUEST);
    expect(told).toEqual(['notify ann', 'up']);
  });

  it('hides a window again that was hidden, when nobody answers', () => {
    ring.start(REQUEST);
    ring.updatePhase('incoming');
    ring.stop();
    expect(told.slice(2)).toEqual(['clear', 'still']);
    ring.updatePhase('idle');
    expect(told.at(-1)).toBe('hide');
  });

  it('hides it also when the end was reported before the ringing stopped', () => {
    ring.start(REQUEST);
    ring.updatePhase('incoming');
    ring.updatePhase('idle');
    ring.stop();
    expect(told.at(-1)).toBe('hide');
  });

  it('leaves the window open for a call that is taken', () => {
    ring.start(REQUEST);
    ring.updatePhase('incoming');
    ring.stop();
    ring.updatePhase('connecting');
    ring.updatePhase('idle');
    expect(told).not.toContain('hide');
  });

  it('leaves a window open that was open before', () => {
    window.isVisible = true;
    ring.start(REQUEST);
    ring.stop();
    ring.updatePhase('idle');
    expect(told).not.toContain('hide');
  });

  it('leaves a window open that the user took to meanwhile', () => {
    ring.start(REQUEST);
    ring.updatePhase('incoming');
    ring.keepWindow();
    ring.stop();
    ring.updatePhase('idle');
    expect(told).not.toContain('hide');
  });

  it('remembers across two calls, one after the other, that the window had been hidden', () => {
    ring.start(REQUEST);
    ring.updatePhase('incoming');
    ring.stop();
    ring.start({ ...REQUEST, from: 'bob' });
    ring.updatePhase('incoming');
    ring.stop();
    ring.updatePhase('idle');
    expect(told.at(-1)).toBe('hide');
  });

  it('does nothing when it is stopped without ringing', () => {
    ring.stop();
    ring.updatePhase('idle');
    expect(told).toEqual([]);
  });
});
