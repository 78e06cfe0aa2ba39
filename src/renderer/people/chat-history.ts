import type { Logger } from '../../shared/base/logger';
import {
  addLine,
  type ChatLog,
  type Conversation,
  conversationKey,
  type Keeper,
  keeperKey,
  type KeptLine,
  MAX_CONVERSATIONS,
  mergeLogs,
  parseChatLog,
  restingSinceMs,
  SHOWN_LINES,
  surplusLogs,
} from '../../shared/people/chat-log';
import type { KeyValueStore } from './key-value-store';

export interface ChatHistoryPorts {
  readonly store: KeyValueStore;
  /** Whose history it is; `null`: nobody's, while signed out. */
  keeper(): Keeper | null;
  /** The off switch. */
  isOn(): boolean;
  readonly logger: Logger;
}

interface Kept {
  readonly key: string;
  readonly log: ChatLog | null;
}

/**
 * What was said, kept per room and person on this device, and shown when a conversation is opened
 * again. A device that refuses to keep anything costs the past, never what is said now.
 */
export class ChatHistory {
  /** Those that were opened since the start: their past is on the screen. */
  private readonly opened = new Set<string>();
  /** Those that were there when it was last looked whether there are too many. */
  private readonly counted = new Set<string>();
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly ports: ChatHistoryPorts) {}

  /** Shows what is kept of a conversation, the first time since the start. */
  open(conversation: Conversation, show: (past: readonly KeptLine[]) => void): void {
    this.enqueue(() => this.showPast(conversation, show));
  }

  /** After all that was asked before: the past goes before what is said now. */
  then(task: () => void): void {
    this.enqueue(() => {
      task();
      return Promise.resolve();
    });
  }

  add(conversation: Conversation, line: KeptLine): void {
    this.enqueue(async () => {
      const keeper = this.ports.keeper();
      if (keeper === null || !this.ports.isOn()) return;
      const key = conversationKey(keeper, conversation);
      await this.ports.store.update(key, (kept) => addLine(parseChatLog(kept), conversation, line));
      if (this.counted.has(key)) return;
      this.counted.add(key);
      await this.forgetSurplus(keeper);
    });
  }

  /** What is kept, what was last spoken in first. */
  async list(): Promise<readonly ChatLog[]> {
    const keeper = this.ports.keeper();
    if (keeper === null) return [];
    const logs = (await this.keptBy(keeper)).flatMap(({ log }) => log ?? []);
    return logs.sort((one, other) => restingSinceMs(other) - restingSinceMs(one));
  }

  /**
   * Forgets the conversations with a person or in a room of that name, or all; resolves to them.
   */
  async clear(name: string | null): Promise<readonly Conversation[]> {
    const keeper = this.ports.keeper();
    if (keeper === null) return [];
    const kinds = ['person', 'room'] as const;
    const wanted = name && kinds.map((kind) => conversationKey(keeper, { kind, name }));
    const kept = await this.keptBy(keeper);
    // All: also what cannot be read any more.
    const found = kept.filter(({ key }) => wanted?.includes(key) ?? true);
    await this.forget(found);
    return found.flatMap(({ log }) => log ?? []);
  }

  /**
   * Somebody is called otherwise now: what was said goes to the new name, in the order it was said.
   */
  async rename(from: string, to: string): Promise<void> {
    const { store } = this.ports;
    const keeper = this.ports.keeper();
    if (keeper === null) return;
    await this.done();
    const [source, target] = [from, to].map((name) =>
      conversationKey(keeper, { kind: 'person', name }),
    ) as [string, string];
    const moved = parseChatLog(await store.get(source));
    if (moved === null) return;
    await store.update(target, (kept) =>
      mergeLogs(source === target ? null : parseChatLog(kept), moved, to),
    );
    if (source === target) return;
    await store.remove(source);
    if (this.opened.delete(source)) this.opened.add(target);
  }

  private keyOf(conversation: Conversation): string | null {
    const keeper = this.ports.keeper();
    return keeper === null ? null : conversationKey(keeper, conversation);
  }

  private async showPast(
    conversation: Conversation,
    show: (past: readonly KeptLine[]) => void,
  ): Promise<void> {
    const key = this.keyOf(conversation);
    if (key === null || this.opened.has(key)) return;
    this.opened.add(key);
    const past = parseChatLog(await this.ports.store.get(key))?.lines.slice(-SHOWN_LINES) ?? [];
    if (past.length > 0) show(past);
  }

  /** Every conversation of a keeper; without a log when it cannot be read. */
  private async keptBy(keeper: Keeper): Promise<readonly Kept[]> {
    await this.done();
    return this.readAll(keeper);
  }

  private async keysOf(keeper: Keeper): Promise<readonly string[]> {
    return (await this.ports.store.keys()).filter((key) => key.startsWith(keeperKey(keeper)));
  }

  private async readAll(keeper: Keeper): Promise<readonly Kept[]> {
    const { store } = this.ports;
    const keys = await this.keysOf(keeper);
    return Promise.all(keys.map(async (key) => ({ key, log: parseChatLog(await store.get(key)) })));
  }

  private async forgetSurplus(keeper: Keeper): Promise<void> {
    // Reading them all takes a while: only when there are too many.
    if ((await this.keysOf(keeper)).length <= MAX_CONVERSATIONS) return;
    const kept = await this.readAll(keeper);
    const surplus = surplusLogs(kept.flatMap(({ log }) => log ?? []));
    await this.forget(kept.filter(({ log }) => log !== null && surplus.includes(log)));
  }

  private async forget(kept: readonly Kept[]): Promise<void> {
    for (const { key } of kept) this.counted.delete(key);
    await Promise.all(kept.map(({ key }) => this.ports.store.remove(key)));
  }

  /** All that was asked before has been done. */
  private done(): Promise<void> {
    return new Promise((resolve) => {
      this.then(resolve);
    });
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(task).catch((error: unknown) => {
      this.ports.logger.log('warn', 'The chat history is not at hand', { error: String(error) });
    });
  }
}
