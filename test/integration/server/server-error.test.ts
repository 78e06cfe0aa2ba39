import { describe, expect, it } from 'vitest';
import { CRYPTO_RANDOM } from '../../../src/server/index';
import { startServer } from './helpers/start-server';

describe('a handler that fails', () => {
  it('is a refusal to the one who asked, a line in the log, and nothing to anybody else', async () => {
    let isBroken = false;
    const random = {
      ...CRYPTO_RANDOM,
      id: () => {
        if (isBroken) throw new Error('no chance');
        return CRYPTO_RANDOM.id();
      },
    };
    const server = await startServer({ random });
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    await ann.seesHere('bob');
    isBroken = true;
    expect(await ann.reasonOf('chat:say', { text: 'my secret' })).toBe('server-error');
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('server-error');
    expect(await bob.takePushes()).toEqual([]);
    expect(await bob.reasonOf('presence:set', { presence: 'away' })).toBe('granted');
    expect(await ann.seesHere('bob')).toEqual({ name: 'bob', presence: 'away' });
    const errors = server.log.filter((line) => line.level === 'error');
    expect(errors.map((line) => line.context.event)).toEqual(['chat:say', 'call:invite']);
    expect(JSON.stringify(errors)).toContain('no chance');
    expect(JSON.stringify(errors)).not.toContain('my secret');
    await server.close();
  });
});
