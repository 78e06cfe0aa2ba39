interface Waiting {
  start(): void;
  refuse(): void;
}

/**
 * Does so many things at once and lets others wait, those of each key taking turns: however much
 * one asks for, another waits for one thing of theirs, not for all. Where too many wait, the last
 * of whoever has most waiting gives way.
 */
export class TurnQueue {
  /** By key, in the order of their turns. */
  private readonly waiting = new Map<string, Waiting[]>();
  private waitingCount = 0;
  private activeCount = 0;

  constructor(
    private readonly maxAtOnce: number,
    private readonly maxWaiting: number,
  ) {}

  /** Resolves to what `work` does; `null`: it was not done, because too many wait. */
  run<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        this.activeCount += 1;
        work()
          .then(resolve, reject)
          .finally(() => {
            this.activeCount -= 1;
            this.startNext();
          });
      };
      const refuse = (): void => {
        resolve(null);
      };
      if (this.activeCount < this.maxAtOnce) start();
      else this.wait(key, { start, refuse });
    });
  }

  private wait(key: string, newcomer: Waiting): void {
    const own = this.waiting.get(key) ?? [];
    own.push(newcomer);
    this.waiting.set(key, own);
    this.waitingCount += 1;
    if (this.waitingCount > this.maxWaiting) this.refuseOne();
  }

  private refuseOne(): void {
    let [longest] = this.waiting;
    for (const each of this.waiting) if (each[1].length > longest[1].length) longest = each;
    const [key, tasks] = longest;
    this.take(key, tasks, tasks.length - 1).refuse();
  }

  private startNext(): void {
    const [first] = this.waiting;
    if (this.waitingCount === 0) return;
    const [key, tasks] = first;
    const next = this.take(key, tasks, 0);
    // The others of that key wait until all other keys had their turn.
    if (this.waiting.delete(key)) this.waiting.set(key, tasks);
    next.start();
  }

  private take(key: string, tasks: Waiting[], index: number): Waiting {
    const [taken] = tasks.splice(index, 1);
    if (tasks.length === 0) this.waiting.delete(key);
    this.waitingCount -= 1;
    return taken;
  }
}
