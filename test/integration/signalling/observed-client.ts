import type { LogLevel } from '../../../src/shared/base/logger';
import type { Push, PushName, PushPayload } from '../../../src/shared/protocol/events';
import type { SignallingState } from '../../../src/shared/signalling/signalling-api';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';

type StateOf<K extends SignallingState['kind']> = Extract<SignallingState, { kind: K }>;

/** A client and all that it has told; waiting is for a condition, never for a time. */
export class ObservedClient {
  readonly states: SignallingState[] = [];
  readonly pushes: Push[] = [];
  readonly log: { readonly level: LogLevel; readonly message: string }[] = [];
  readonly client: SignallingClient;
  private readonly waiting = new Set<() => void>();

  constructor(options: Partial<ConstructorParameters<typeof SignallingClient>[0]> = {}) {
    const logger = {
      log: (level: LogLevel, message: string): void => {
        this.log.push({ level, message });
        this.check();
      },
    };
    this.client = new SignallingClient({ logger, ...options });
    this.client.onState((state) => {
      this.states.push(state);
      this.check();
    });
    this.client.onPush((push) => {
      this.pushes.push(push);
      this.check();
    });
  }

  signIn(server: string, name: string): ReturnType<SignallingClient['signIn']> {
    return this.client.signIn({ server, name, presence: 'available' });
  }

  /** Resolves with what `find` finds, now or once it does. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** The first such state from the `from`-th on. */
  state<K extends SignallingState['kind']>(kind: K, from = 0): Promise<StateOf<K>> {
    const isIt = (state: SignallingState): state is StateOf<K> => state.kind === kind;
    return this.until(() => this.states.slice(from).find(isIt));
  }

  /** The first such push; it is taken out. */
  async push<K extends PushName>(name: K): Promise<PushPayload<K>> {
    const isIt = (push: Push): boolean => push.name === name;
    const index = await this.until(() => {
      const found = this.pushes.findIndex(isIt);
      return found < 0 ? undefined : found;
    });
    const [push] = this.pushes.splice(index, 1);
    return push.payload;
  }

  private check(): void {
    for (const look of [...this.waiting]) look();
  }
}
