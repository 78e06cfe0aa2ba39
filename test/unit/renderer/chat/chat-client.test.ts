import { describe, expect, it } from 'vitest';
import { ChatClient, type ChatLine } from '../../../../src/renderer/chat/chat-client';
import type { SignallingApi } from '../../../../src/shared/signalling/signalling-api';
import { FakeClock } from '../../../helpers/fake-clock';

const MESSAGE = { id: 'the-line-1', from: 'ann', to: null, text: 'hello', sentAtMs: 5, seq: 7 };

function clientWith(reply: unknown): { client: ChatClient; lines: ChatLine[]; asked: unknown[] } {
  const asked: unknown[] = [];
  const request = ((name: string, payload: unknown) => {
    asked.push([name, payload]);
    return Promise.resolve(reply);
  }) as SignallingApi['request'];
  const client = new ChatClient({
    request,
    clock: new FakeClock(),
    createId: () => 'the-line-1',
    name: () => 'ann',
  });
  client.handleState({ kind: 'signed-in', server: 's', name: 'ann', isSecure: true, run: 'first' });
  const lines: ChatLine[] = [];
  client.onLine((line) => lines.push(line));
  return { client, lines, asked };
}

describe('ChatClient', () => {
  it('shows a local line once the server took it, as the server passed it on', async () => {
    const { client, lines, asked } = clientWith({ ok: true, message: MESSAGE });
    expect(await client.say('hello ')).toEqual({ ok: true, value: undefined });
    expect(asked).toEqual([['chat:say', { text: 'hello ', id: 'the-line-1' }]]);
    expect(lines).toEqual([
      {
        id: 'the-line-1',
        from: 'ann',
        to: null,
        text: 'hello',
        sentAtMs: 5,
        isMine: true,
        isInRoom: false,
        state: 'said',
      },
    ]);
  });

  it('shows a local line before the reply to it, which may overtake the answer', async () => {
    const { client, lines } = clientWith({ ok: true, message: { ...MESSAGE, to: 'echo' } });
    const said = client.tell('echo', 'hello');
    const reply = { ...MESSAGE, id: 'the-line-2', from: 'echo', to: 'ann', seq: 8 };
    client.handlePush({ name: 'chat:message', payload: reply });
    client.handlePush({ name: 'chat:message', payload: { ...reply, id: 'the-line-3' } });
    await said;
    await new Promise(setImmediate);
    expect(lines.map(({ from }) => from)).toEqual(['ann', 'echo', 'echo']);
  });

  it('shows what others say meanwhile, also where the line is refused', async () => {
    const { client, lines } = clientWith({ ok: false, reason: 'no-such-person' });
    const said = client.tell('bob', 'hi');
    client.handlePush({ name: 'chat:message', payload: { ...MESSAGE, from: 'eve' } });
    await said;
    await new Promise(setImmediate);
    client.handlePush({ name: 'chat:message', payload: { ...MESSAGE, from: 'dan' } });
    expect(lines.map(({ from }) => from)).toEqual(['eve', 'dan']);
  });

  it('shows nothing of a line that the server refuses, and says why', async () => {
    const { client, lines } = clientWith({ ok: false, reason: 'no-such-person' });
    expect(await client.tell('bob', 'hi')).toEqual({ ok: false, error: 'no-such-person' });
    expect(lines).toEqual([]);
  });

  it('keeps markup as text and drops escape codes', () => {
    const { client, lines } = clientWith(null);
    const text = '<b>&\u001b[2J\u009b31m</b>';
    client.handlePush({ name: 'chat:message', payload: { ...MESSAGE, text } });
    expect(lines[0]?.text).toBe('<b>&[2J31m</b>');
  });

  it('ignores messages without a sender, and messages without a text', () => {
    const { client, lines } = clientWith(null);
    client.handlePush({ name: 'chat:message', payload: { ...MESSAGE, from: '\u200b' } });
    client.handlePush({ name: 'chat:message', payload: { ...MESSAGE, text: '\u0007' } });
    expect(lines).toEqual([]);
  });

  it('shows a line once that comes twice', () => {
    const { client, lines } = clientWith(null);
    const push = { name: 'chat:message', payload: MESSAGE } as const;
    client.handlePush(push);
    client.handlePush({ ...push, payload: { ...MESSAGE, seq: 8 } });
    client.handlePush({ ...push, payload: { ...MESSAGE, from: 'bob' } });
    expect(lines.map(({ from }) => from)).toEqual(['ann', 'bob']);
  });

  it('shows a line as waiting while the connection is broken, and then as not said', async () => {
    const { client, lines, asked } = clientWith(null);
    const reasons: string[] = [];
    client.onUnsaid(({ to, reason }) => reasons.push(`${to ?? 'all'}: ${reason}`));
    client.handleState({ kind: 'reconnecting', server: 's', name: 'ann', attempt: 1 });
    expect(await client.tell('bob', 'hi')).toEqual({ ok: true, value: undefined });
    expect(lines).toMatchObject([{ from: 'ann', to: 'bob', text: 'hi', state: 'waiting' }]);
    client.handleState({ kind: 'signed-out', reason: 'name-taken' });
    expect(lines.at(-1)).toMatchObject({ id: lines[0]?.id, text: 'hi', state: 'unsaid' });
    expect(reasons).toEqual(['bob: offline']);
    expect(asked).toEqual([]);
  });
});
