import { beforeEach, describe, expect, it } from 'vitest';
import type { EchoPeerOptions } from '../../../../src/renderer/call/call-ports';
import { EchoRoute } from '../../../../src/renderer/call/echo-route';
import { Emitter } from '../../../../src/shared/base/emitter';
import type { Signal } from '../../../../src/shared/protocol/messages';

const OPTIONS: EchoPeerOptions = {
  generation: 0,
  iceServers: [],
  connectTimeoutMs: 1,
  answerTimeoutMs: 1,
};

function offer(generation: number): Signal {
  return { kind: 'description', generation, type: 'offer', sdp: 'v=0' };
}

class FakeEcho {
  readonly heard: Signal[] = [];
  readonly says = new Emitter<Signal>();
  readonly onSignal = this.says.event;
  isDisposed = false;
  signal(signal: Signal) {
    this.heard.push(signal);
    return { ok: true, value: undefined } as const;
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

describe('EchoRoute', () => {
  let made: FakeEcho[];
  let sent: Signal[];
  let route: EchoRoute;

  beforeEach(() => {
    made = [];
    sent = [];
    route = new EchoRoute(
      () => {
        const echo = new FakeEcho();
        made.push(echo);
        return echo;
      },
      (signal) => sent.push(signal),
    );
  });

  it('makes no echo in a call to somebody else, and takes nothing of theirs', () => {
    route.open('bob', OPTIONS);
    expect(made).toEqual([]);
    expect(route.take('bob', 'bob', offer(0))).toBe(false);
    // Even if they say what the echo would.
    expect(route.take('bob', 'echo', offer(0))).toBe(false);
  });

  it('hands what the caller says to the echo, and leaves what the echo says to the caller', () => {
    route.open('echo', OPTIONS);
    route.note(offer(0));
    made[0].says.fire(offer(1));
    expect(route.take('echo', 'ann', offer(0))).toBe(true);
    expect(route.take('echo', 'echo', offer(1))).toBe(false);
    expect(made[0].heard).toEqual([offer(0)]);
  });

  it('lets nobody else have a say, whoever runs the server', () => {
    route.open('echo', OPTIONS);
    route.note(offer(0));
    made[0].says.fire(offer(1));
    // Neither what nobody said, nor what the other end did, nor anything of it changed.
    expect(route.take('echo', 'ann', offer(1))).toBe(true);
    expect(route.take('echo', 'echo', offer(0))).toBe(true);
    expect(route.take('echo', 'echo', { ...offer(1), sdp: 'v=0\r\n' } as Signal)).toBe(true);
    expect(made[0].heard).toEqual([]);
    // What is relayed may have its fields in another order.
    const { sdp, kind, generation, type } = offer(1) as Signal & { kind: 'description' };
    expect(route.take('echo', 'echo', { sdp, type, generation, kind })).toBe(false);
    route.close();
    expect(route.take('echo', 'echo', offer(1))).toBe(true);
  });

  it('knows the echo however its name is written', () => {
    route.open('Echo', OPTIONS);
    expect(made).toHaveLength(1);
    expect(route.take('ECHO', 'ann', offer(0))).toBe(true);
  });

  it('sends what the echo of the newest link says, and nothing of the one before', () => {
    route.open('echo', OPTIONS);
    route.open('echo', { ...OPTIONS, generation: 1 });
    expect(made.map(({ isDisposed }) => isDisposed)).toEqual([true, false]);
    made[0].says.fire(offer(0));
    made[1].says.fire(offer(1));
    expect(sent).toEqual([offer(1)]);
  });

  it('ends the echo with the call', () => {
    route.open('echo', OPTIONS);
    route.close();
    made[0].says.fire(offer(0));
    expect([made[0].isDisposed, sent]).toEqual([true, []]);
    // A signal that was late is still not the caller's.
    expect(route.take('echo', 'ann', offer(0))).toBe(true);
  });

  it('makes no echo once disposed', () => {
    route.dispose();
    route.open('echo', OPTIONS);
    expect(made.map(({ isDisposed }) => isDisposed)).toEqual([true]);
  });

  it('keeps the caller’s signals from the caller where no echo can be made', () => {
    const none = new EchoRoute(undefined, () => undefined);
    none.open('echo', OPTIONS);
    expect(none.take('echo', 'ann', offer(0))).toBe(true);
  });
});
