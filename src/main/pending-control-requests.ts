import type { Clock } from '../shared/base/clock';
import type { Disposable } from '../shared/base/lifecycle';
import type { ControlReply, ControlRequest, NumberedControlRequest } from '../shared/ipc/control';

/** How long the window may take; a loading or hung one must not keep the caller waiting. */
export const CONTROL_LIMIT_MS = 5_000;

export interface ControlDeskPorts {
  readonly clock: Clock;
  /** Hands it to the window; `false`: there is no page that could hear. */
  ask(request: NumberedControlRequest): boolean;
  missedCalls(): number;
}

interface Waiting {
  readonly settle: (reply: ControlReply) => void;
  readonly limit: Disposable;
}

const NO_WINDOW: ControlReply = {
  isDone: false,
  text: 'WebCRT runs, but its window does not answer. Try again in a moment.',
  status: null,
};

/** Takes requests of `webcrt ctl` to the window, which knows, and its answers back. */
export class PendingControlRequests implements Disposable {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(private readonly ports: ControlDeskPorts) {}

  /** Never rejects. */
  handle(request: ControlRequest): Promise<ControlReply> {
    const id = (this.lastId += 1);
    return new Promise((resolve) => {
      const limit = this.ports.clock.after(CONTROL_LIMIT_MS, () => {
        this.answer(id, NO_WINDOW);
      });
      this.waiting.set(id, { settle: resolve, limit });
      if (!this.ports.ask({ ...request, id })) this.answer(id, NO_WINDOW);
    });
  }

  /** The window's answer; one that nobody waits for (any more) is dropped. */
  answer(id: number, reply: ControlReply): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    waiting.limit.dispose();
    const missedCalls = this.ports.missedCalls();
    waiting.settle({ ...reply, status: reply.status && { ...reply.status, missedCalls } });
  }

  dispose(): void {
    for (const id of [...this.waiting.keys()]) this.answer(id, NO_WINDOW);
  }
}
