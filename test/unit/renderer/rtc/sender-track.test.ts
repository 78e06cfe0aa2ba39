import { describe, expect, it } from 'vitest';
import { SenderTrack } from '../../../../src/renderer/rtc/sender-track';

type Track = MediaStreamTrack | null;

const [RED, BLUE] = ['red', 'blue'].map((id) => ({ id }) as unknown as MediaStreamTrack);

/** Replaces tracks as browsers do: `track` is what was before until the replacement is done. */
class SlowSender {
  track: Track = null;
  readonly asked: Track[] = [];
  private readonly pending: { readonly track: Track; settle(isDone: boolean): void }[] = [];

  replaceTrack(track: Track): Promise<void> {
    this.asked.push(track);
    return new Promise((resolve, reject) => {
      const settle = (isDone: boolean): void => {
        if (isDone) this.track = track;
        if (isDone) resolve();
        else reject(new Error('refused'));
      };
      this.pending.push({ track, settle });
    });
  }

  get pendingCount(): number {
    return this.pending.length;
  }

  /** Ends the replacement under way, and lets whoever waits for it go on. */
  async settle(isDone = true): Promise<void> {
    this.pending.shift()?.settle(isDone);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('what a sender sends', () => {
  it('is nothing in the end where a track was taken away before it was in place', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    sent.set(RED);
    sent.set(null);
    await sender.settle();
    await sender.settle();
    expect(sender.track).toBeNull();
    expect(sender.pendingCount).toBe(0);
  });

  it('is the track of before where that was put back while another took its place', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    sent.set(RED);
    await sender.settle();
    sent.set(BLUE);
    sent.set(RED);
    await sender.settle();
    await sender.settle();
    expect(sender.track).toBe(RED);
  });

  it('is replaced by one track at a time, and what was only wished in between is left out', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    for (const wish of [RED, null, RED, null, BLUE]) sent.set(wish);
    expect(sender.pendingCount).toBe(1);
    await sender.settle();
    await sender.settle();
    expect(sender.asked).toEqual([RED, BLUE]);
    expect(sender.track).toBe(BLUE);
  });

  it('is left alone where it is what it should be', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    sent.set(null);
    sent.set(RED);
    await sender.settle();
    sent.set(RED);
    expect(sender.asked).toEqual([RED]);
  });

  it('is the next track where one is refused, and the refused one is not asked for over and over', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    sent.set(RED);
    await sender.settle(false);
    expect(sender.pendingCount).toBe(0);
    for (const wish of [BLUE, RED]) {
      sent.set(wish);
      await sender.settle();
    }
    expect(sender.asked).toEqual([RED, BLUE, RED]);
    expect(sender.track).toBe(RED);
  });

  it('stays as it is once closed', async () => {
    const sender = new SlowSender();
    const sent = new SenderTrack(sender);
    sent.set(RED);
    sent.set(BLUE);
    sent.dispose();
    await sender.settle();
    sent.set(null);
    expect(sender.asked).toEqual([RED]);
  });
});
