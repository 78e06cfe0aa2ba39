import { beforeEach, describe, expect, it } from 'vitest';
import { ScreenWakeLock } from '../../../../src/renderer/host/screen-wake-lock';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';

/**
 * A lock as a browser gives it; `release` is also what the browser does when the page is hidden.
 */
class FakeSentinel extends EventTarget implements WakeLockSentinel {
  readonly type = 'screen';
  readonly onrelease = null;
  released = false;

  release(): Promise<void> {
    if (!this.released) {
      this.released = true;
      this.dispatchEvent(new Event('release'));
    }
    return Promise.resolve();
  }
}

describe('ScreenWakeLock', () => {
  let given: FakeSentinel[];
  let asked: number;
  let isVisible: boolean;
  let isRefused: boolean;
  let show: () => void;
  let lock: ScreenWakeLock;
  const held = (): number => given.filter(({ released }) => !released).length;
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    given = [];
    asked = 0;
    isVisible = true;
    isRefused = false;
    lock = new ScreenWakeLock(
      {
        wakeLock: {
          request: () => {
            asked += 1;
            if (isRefused) return Promise.reject(new DOMException('no', 'NotAllowedError'));
            const sentinel = new FakeSentinel();
            given.push(sentinel);
            return Promise.resolve(sentinel);
          },
        },
        isVisible: () => isVisible,
        onVisible: (listener) => {
          show = () => {
            isVisible = true;
            listener();
          };
        },
      },
      SILENT_LOGGER,
    );
  });

  it('is taken once, and let go when it is not wanted any more', async () => {
    lock.set(true);
    lock.set(true);
    await settled();
    expect([asked, held()]).toEqual([1, 1]);
    lock.set(false);
    await settled();
    expect(held()).toBe(0);
  });

  it('is taken again when the page is visible again', async () => {
    lock.set(true);
    await settled();
    isVisible = false;
    await given[0].release();
    expect(held()).toBe(0);
    show();
    await settled();
    expect(held()).toBe(1);
  });

  it('is not taken while the page is hidden, nor after it is no longer wanted', async () => {
    isVisible = false;
    lock.set(true);
    await settled();
    expect(asked).toBe(0);
    lock.set(false);
    show();
    await settled();
    expect(asked).toBe(0);
  });

  it('is let go, too, where it was given after it was wanted', async () => {
    lock.set(true);
    lock.set(false);
    await settled();
    expect([asked, held()]).toEqual([1, 0]);
  });

  it('is asked for again at the next occasion where it was refused', async () => {
    isRefused = true;
    lock.set(true);
    await settled();
    isRefused = false;
    show();
    await settled();
    expect(held()).toBe(1);
  });
});
