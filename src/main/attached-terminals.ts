import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type { NumberedTerminalRequest, TerminalNews } from '../shared/ipc/attached-terminal';
import type { TerminalChannel } from './control-socket';

/** More would only cost. */
const MAX_TERMINALS = 4;

/** Takes what attached terminals ask for to the window, which knows, and what it tells back. */
export class AttachedTerminals implements Disposable {
  private readonly channels = new Map<number, TerminalChannel>();
  private lastId = 0;

  /** @param ask Hands it to the window; `false`: there is no page that could hear. */
  constructor(private readonly ask: (request: NumberedTerminalRequest) => boolean) {}

  /** `false`: there are too many. */
  attach(channel: TerminalChannel): boolean {
    if (this.channels.size >= MAX_TERMINALS) return false;
    const id = (this.lastId += 1);
    const store = new DisposableStore();
    this.channels.set(id, channel);
    store.add(
      channel.onRequest((request) => {
        // A page that loads, or is loaded anew, knows nothing of this terminal.
        if (!this.ask({ id, request })) channel.dispose();
      }),
    );
    store.add(
      channel.onClose(() => {
        store.dispose();
        this.channels.delete(id);
        this.ask({ id, request: null });
      }),
    );
    return true;
  }

  tell(id: number, news: TerminalNews): void {
    this.channels.get(id)?.send('news', Buffer.from(JSON.stringify(news)));
  }

  show(id: number, cells: Uint8Array): void {
    this.channels.get(id)?.send('cells', cells);
  }

  dispose(): void {
    for (const channel of this.channels.values()) channel.dispose();
  }
}
