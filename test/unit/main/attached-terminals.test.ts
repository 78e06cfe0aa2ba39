import { describe, expect, it } from 'vitest';
import { AttachedTerminals } from '../../../src/main/attached-terminals';
import type { TerminalChannel } from '../../../src/main/control-socket';
import { Emitter } from '../../../src/shared/base/emitter';
import type {
  NumberedTerminalRequest,
  TerminalRequest,
} from '../../../src/shared/ipc/attached-terminal';

const SIZE: TerminalRequest = { kind: 'size', cols: 80, rows: 22, hasColours: true };

class FakeChannel implements TerminalChannel {
  readonly requests = new Emitter<TerminalRequest>();
  readonly closing = new Emitter<void>();
  readonly sent: string[] = [];
  readonly onRequest = this.requests.event;
  readonly onClose = this.closing.event;

  send(kind: 'news' | 'cells', bytes: Uint8Array): void {
    this.sent.push(`${kind} ${Buffer.from(bytes).toString()}`);
  }

  dispose(): void {
    this.closing.fire();
  }
}

function attach(): {
  terminals: AttachedTerminals;
  channel: FakeChannel;
  asked: NumberedTerminalRequest[];
} {
  const asked: NumberedTerminalRequest[] = [];
  const terminals = new AttachedTerminals((request) => asked.push(request));
  const channel = new FakeChannel();
  terminals.attach(channel);
  return { terminals, channel, asked };
}

describe('terminals that are attached', () => {
  it('are known to a page that begins after them, which starts with nothing', () => {
    const { terminals, channel, asked } = attach();
    channel.requests.fire(SIZE);
    const wider = { ...SIZE, cols: 120 };
    channel.requests.fire(wider);
    channel.requests.fire({ kind: 'enter', line: 'help' });
    asked.length = 0;
    terminals.beginAnew();
    expect(asked).toEqual([{ id: 1, request: wider }]);
    expect(channel.sent).toEqual(['news {"kind":"anew"}']);
  });

  it('are told of to no page once they are gone', () => {
    const { terminals, channel, asked } = attach();
    channel.requests.fire(SIZE);
    channel.dispose();
    expect(asked.at(-1)).toEqual({ id: 1, request: null });
    asked.length = 0;
    terminals.beginAnew();
    terminals.tell(1, { kind: 'no-panel' });
    expect(asked).toEqual([]);
    expect(channel.sent).toEqual([]);
  });

  it('are four at the most', () => {
    const { terminals } = attach();
    const more = [2, 3, 4, 5].map(() => terminals.attach(new FakeChannel()));
    expect(more).toEqual([true, true, true, false]);
  });
});
