/** A channel of structured-cloneable messages that keeps their order. */
export interface MessagePort {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
}

// What the other side may call: name -> signature. Answers arrive as promises.
type Calls<T> = { [K in keyof T]: (...args: never[]) => unknown };
type Answer<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: unknown[] }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls in both directions over one port: the test's process and the app's, side by side. */
export class Rpc<Local extends Calls<Local>, Remote extends Calls<Remote>> {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private closedBecause: string | null = null;

  constructor(
    private readonly port: MessagePort,
    private readonly local: Local,
  ) {
    port.onMessage((message) => {
      this.receive(message as Message);
    });
  }

  call<K extends keyof Remote & string>(
    name: K,
    ...args: Arguments<Remote[K]>
  ): Promise<Answer<Remote[K]>> {
    if (this.closedBecause !== null) return Promise.reject(new Error(this.closedBecause));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.port.send({ kind: 'call', id, name, args } satisfies Message);
    });
  }

  /** Fails every call that waits, and every later one. */
  close(why: string): void {
    this.closedBecause ??= why;
    for (const { reject } of this.pending.values()) reject(new Error(why));
    this.pending.clear();
  }

  private receive(message: Message): void {
    if (message.kind === 'call') {
      void this.answer(message.id, message.name, message.args);
      return;
    }
    const waiting = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.kind === 'done') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
  }

  private async answer(id: number, name: string, args: unknown[]): Promise<void> {
    const handler = this.local[name as keyof Local] as unknown as (...values: unknown[]) => unknown;
    try {
      const value = await handler(...args);
      this.port.send({ kind: 'done', id, value } satisfies Message);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.port.send({ kind: 'failed', id, message: text } satisfies Message);
    }
  }
}
