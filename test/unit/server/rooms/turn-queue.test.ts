import { describe, expect, it } from 'vitest';
import { TurnQueue } from '../../../../src/server/rooms/turn-queue';

/** Work that is under way until it is let go. */
class Works {
  readonly started: string[] = [];
  private readonly open: (() => void)[] = [];

  readonly make = (name: string) => (): Promise<string> => {
    this.started.push(name);
    return new Promise((resolve) => {
      this.open.push(() => {
        resolve(name);
      });
    });
  };

  async finishOne(): Promise<void> {
    this.open.shift()?.();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

describe('TurnQueue', () => {
  it('lets those who ask for little go before the rest of those who ask for much', async () => {
    const works = new Works();
    const queue = new TurnQueue(1, 10);
    for (const name of ['a1', 'a2', 'a3']) void queue.run('a', works.make(name));
    void queue.run('b', works.make('b1'));
    for (const name of ['c1', 'c2']) void queue.run('c', works.make(name));
    for (let index = 0; index < 6; index += 1) await works.finishOne();
    expect(works.started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'c2']);
  });

  it('does so many at once, and no more', async () => {
    const works = new Works();
    const queue = new TurnQueue(2, 10);
    for (const name of ['1', '2', '3']) void queue.run(name, works.make(name));
    expect(works.started).toEqual(['1', '2']);
    await works.finishOne();
    expect(works.started).toEqual(['1', '2', '3']);
  });

  it('refuses the last of whoever has most waiting, when too many wait', async () => {
    const works = new Works();
    const queue = new TurnQueue(1, 3);
    const outcomes = ['a1', 'a2', 'a3', 'a4'].map((name) => queue.run('a', works.make(name)));
    const other = queue.run('b', works.make('b1'));
    expect(await outcomes[3]).toBeNull();
    for (let index = 0; index < 4; index += 1) await works.finishOne();
    expect(await other).toBe('b1');
    expect(await Promise.all(outcomes)).toEqual(['a1', 'a2', 'a3', null]);
    // Whoever asks for one thing more than that is refused that one.
    const more = ['1', '2', '3', '4', '5'].map((name) => queue.run('a', works.make(name)));
    expect(await more[4]).toBeNull();
  });

  it('goes on after work that fails', async () => {
    const works = new Works();
    const queue = new TurnQueue(1, 3);
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', works.make('next'));
    await expect(failed).rejects.toThrow('no');
    await works.finishOne();
    expect(await next).toBe('next');
  });
});
