import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type {
  NumberedTerminalRequest,
  TerminalNews,
  TerminalRequest,
} from '../shared/ipc/attached-terminal';
import type { TerminalChannel } from './control-socket';

interface AttachedTerminal {
  readonly channel: TerminalChannel;
  /** What it asked for last; `null`: nothing yet. */
  size: TerminalRequest | null;
}

/** More would only cost. */
const MAX_TERMINALS = 4;

/** Takes what attached terminals ask for to the window, which knows, and what it tells back. */
export class AttachedTerminals implements Disposable {
  private readonly attached = new Map<number, AttachedTerminal>();
  private lastId = 0;

  /** @param ask Hands it to the window. */
  constructor(private readonly ask: (request: NumberedTerminalRequest) => void) {}

  /** `false`: there are too many. */
  attach(channel: TerminalChannel): boolean {
    if (this.attached.size >= MAX_TERMINALS) return false;
    const id = (this.lastId += 1);
    const store = new DisposableStore();
    const terminal: AttachedTerminal = { channel, size: null };
    this.attached.set(id, terminal);
    store.add(
      channel.onRequest((request) => {
        if (request.kind === 'size') terminal.size = request;
        // While a page loads, what is typed is lost; that it began, it says itself.
        this.ask({ id, request });
      }),
    );
    store.add(
      channel.onClose(() => {
        store.dispose();
        this.attached.delete(id);
        this.ask({ id, request: null });
      }),
    );
    return true;
  }

  /** There is another page, which knows nothing of those who are here. */
  beginAnew(): void {
    for (const [id, { size }] of this.attached) {
      if (size === null) continue;
      this.tell(id, { kind: 'anew' });
      this.ask({ id, request: size });
    }
  }

  tell(id: number, news: TerminalNews): void {
    this.attached.get(id)?.channel.send('news', Buffer.from(JSON.stringify(news)));
  }

  show(id: number, cells: Uint8Array): void {
    this.attached.get(id)?.channel.send('cells', cells);
  }

  dispose(): void {
    for (const { channel } of [...this.attached.values()]) channel.dispose();
  }
}
