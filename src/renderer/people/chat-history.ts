import type { Logger } from '../../shared/base/logger';
import {
  addLine,
  type Conversation,
  conversationKey,
  type Keeper,
  keeperKey,
  type KeptLine,
  parseChatLog,
  SHOWN_LINES,
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

/**
 * What was said, kept per room and person on this device, and shown when a conversation is opened again.
 * A device that refuses to keep anything costs the past, never what is said now.
 */
export class ChatHistory {
  /** Those that were opened since the start: their past is on the screen. */
  private readonly opened = new Set<string>();
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
      const key = this.keyOf(conversation);
      if (key === null || !this.ports.isOn()) return;
      await this.ports.store.update(key, (kept) => addLine(parseChatLog(kept), line));
    });
  }

  /** Forgets one conversation with a person or in a room, or all; how many there were. */
  async clear(name: string | null): Promise<number> {
    const { store } = this.ports;
    const keeper = this.ports.keeper();
    if (keeper === null) return 0;
    const wanted =
      name === null
        ? null
        : [
            conversationKey(keeper, { kind: 'person', name }),
            conversationKey(keeper, { kind: 'room', name }),
          ];
    const keys = (await store.keys()).filter((key) =>
      wanted === null ? key.startsWith(keeperKey(keeper)) : wanted.includes(key),
    );
    await Promise.all(keys.map((key) => store.remove(key)));
    return keys.length;
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
    const past = parseChatLog(await this.ports.store.get(key)).slice(-SHOWN_LINES);
    if (past.length > 0) show(past);
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(task).catch((error: unknown) => {
      this.ports.logger.log('warn', 'The chat history is not at hand', { error: String(error) });
    });
  }
}
