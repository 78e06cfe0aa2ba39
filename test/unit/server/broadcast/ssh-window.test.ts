import { describe, expect, it } from 'vitest';
import { SshWindow } from '../../../../src/server/broadcast/ssh-window';

const WINDOW = 2 * 1_024 * 1_024;

/** A channel as ssh2 has it, of whose window each says what it takes and gives. */
class Ends {
  readonly outgoing = { window: WINDOW };
  private readonly window = new SshWindow(this);

  send(bytes: number): void {
    this.outgoing.window -= bytes;
  }

  confirm(bytes: number): void {
    this.outgoing.window += bytes;
  }

  async isWaiting(): Promise<boolean> {
    let isShort = false;
    this.window.whenShort(() => {
      isShort = true;
    });
    await Promise.resolve();
    return !isShort;
  }

  /** What is to be done once it is short. */
  async afterwards(act: () => void): Promise<boolean> {
    let isShort = false;
    this.window.whenShort(() => {
      isShort = true;
    });
    expect(isShort).toBe(false);
    act();
    await Promise.resolve();
    return isShort;
  }
}

describe('the window of a viewer by ssh', () => {
  it('keeps nobody waiting who says what they have shown, be it a little or much at once', async () => {
    for (const step of [1_000, 50_000, 200_000, WINDOW / 2]) {
      const ends = new Ends();
      let waits = 0;
      for (let unsaid = 0, sent = 0; sent < 4 * WINDOW; sent += 1_000) {
        ends.send(1_000);
        unsaid += 1_000;
        if (unsaid >= step) {
          ends.confirm(unsaid);
          unsaid = 0;
        }
        if (await ends.isWaiting()) waits += 1;
      }
      expect(waits).toBe(0);
      expect(ends.outgoing.window).toBeGreaterThan(WINDOW / 2 - 2_000);
    }
  });

  it('has those wait who show nothing more, until they do', async () => {
    const ends = new Ends();
    ends.send(50_000);
    ends.confirm(50_000);
    ends.send(190_000);
    expect(await ends.isWaiting()).toBe(false);
    ends.send(20_000);
    expect(await ends.isWaiting()).toBe(true);
    expect(
      await ends.afterwards(() => {
        ends.confirm(5_000);
      }),
    ).toBe(false);
    expect(
      await ends.afterwards(() => {
        ends.confirm(50_000);
      }),
    ).toBe(true);
  });

  it('lets nobody who has never said anything wait before their window is full', async () => {
    const ends = new Ends();
    ends.send(WINDOW);
    expect(await ends.isWaiting()).toBe(false);
  });

  it('is not led to expect much by whoever gives more than was sent', async () => {
    const ends = new Ends();
    ends.send(1_000);
    ends.confirm(1_000_000_000);
    ends.send(120_000);
    expect(await ends.isWaiting()).toBe(true);
  });
});
