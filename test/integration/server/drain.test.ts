import { describe, expect, it } from 'vitest';
import { MAX_RETRY_SPREAD_MS } from '../../../src/shared/protocol/limits';
import { RawSocket, textFrame, UPGRADE_REQUEST } from './helpers/raw-socket';
import { startServer } from './helpers/start-server';

describe('a server that is closed', () => {
  it('tells everybody to come back, each at a time of their own', async () => {
    const server = await startServer();
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, index) => server.person(`guest${index}`)),
    );
    const polling = await server.client({ transports: ['polling'] });
    await polling.signIn('polling');
    await server.signalling.close();
    const times = await Promise.all(
      [...people, polling].map(async (person) => (await person.next('server:stopping')).retryInMs),
    );
    for (const retryInMs of times) {
      expect(retryInMs).toBeGreaterThanOrEqual(0);
      expect(retryInMs).toBeLessThanOrEqual(MAX_RETRY_SPREAD_MS);
    }
    expect(new Set(times).size).toBeGreaterThan(6);
    for (const person of people) {
      expect(await person.closed()).toBe('io server disconnect');
      const news = person.pushes.filter((push) => push.name === 'people:changed');
      expect(news.flatMap(({ payload }) => payload.gone)).toEqual([]);
    }
    await expect.poll(() => server.signalling.status().openSockets).toBe(0);
  });

  it('ends what rings, and leaves accepted calls to their ends', async () => {
    const server = await startServer();
    const [ann, bob, cat, dan] = await Promise.all(
      ['ann', 'bob', 'cat', 'dan'].map((name) => server.person(name)),
    );
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    const accepted = await cat.ask('call:invite', { to: 'dan' });
    await dan.ask('call:accept', { callId: accepted.callId });
    await server.signalling.close();
    for (const person of [ann, bob]) {
      expect(await person.next('call:ended')).toEqual({ callId, reason: 'server-stopping' });
    }
    for (const person of [cat, dan]) {
      await person.closed();
      expect(person.pushes.map((push) => push.name)).not.toContain('call:ended');
    }
  });

  it('does not wait for a client that does not answer', async () => {
    const server = await startServer();
    const silent = new RawSocket(server.port);
    silent.send(UPGRADE_REQUEST);
    await silent.until(/"sid"/);
    silent.send(textFrame('40'));
    await silent.until(/40\{"sid"/);
    const halfOpen = new RawSocket(server.port);
    halfOpen.send('GET / HT');
    await server.signalling.close();
    expect(await silent.all()).toContain('server:stopping');
    await halfOpen.all();
  });

  it('accepts nobody any more, and closes once', async () => {
    const server = await startServer();
    const closing = server.signalling.close();
    expect(server.signalling.close()).toBe(closing);
    await closing;
    await expect(server.client()).rejects.toThrow();
    await server.signalling.close();
  });
});
